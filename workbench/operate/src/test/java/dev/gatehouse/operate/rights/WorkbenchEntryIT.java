package dev.gatehouse.operate.rights;

import static dev.gatehouse.operate.rights.AuthorizationScript.READER;
import static dev.gatehouse.operate.rights.AuthorizationScript.SUBSCRIPTION;
import static dev.gatehouse.operate.rights.AuthorizationScript.assignment;
import static dev.gatehouse.operate.rights.AuthorizationScript.definition;
import static dev.gatehouse.operate.rights.AuthorizationScript.denial;
import static dev.gatehouse.operate.rights.AuthorizationScript.error;
import static dev.gatehouse.operate.rights.AuthorizationScript.forbidden;
import static dev.gatehouse.operate.rights.AuthorizationScript.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.rights.WorkbenchEntry.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkbenchEntryIT {
    private static final String GROUP = "/resourceGroups/rg-shop?";

    private final MovableClock clock = new MovableClock();
    private final LoopbackArm arm = new LoopbackArm();
    private final AuthorizationScript azure = new AuthorizationScript();
    private final WorkbenchEntry entry;
    private final Callers users = new Callers(DownstreamMode.OBO, clock);
    private final Callers platform = new Callers(DownstreamMode.MANAGED_IDENTITY, clock);

    WorkbenchEntryIT() throws IOException {
        arm.answer = azure;
        Arm asking = Callers.asking(arm);
        entry =
                new WorkbenchEntry(
                        asking,
                        new Permissions(asking, Callers.HOME, clock),
                        AzureScope.group(UUID.fromString(SUBSCRIPTION), "rg-shop"),
                        clock);
    }

    @AfterEach
    void stop() {
        arm.close();
    }

    @Test
    void whoCanReadTheGroupMayEnterForAMinute() {
        azure.when(GROUP, group());
        assertThat(entry.find(users.ada()))
                .isEqualTo(new Finding.Allowed(clock.instant().plus(Permissions.KEPT)));
    }

    private static Said group() {
        return Said.ok(
                "{\"id\":\"/SUBSCRIPTIONS/"
                        + SUBSCRIPTION
                        + "/resourcegroups/RG-Shop\",\"name\":\"rg-shop\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "\"rg-shop\"",
                "{\"id\":null}",
                "{\"id\":\"/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-shop2\"}"
            })
    void nothingButTheGroupItselfIsProof(String body) {
        azure.when(GROUP, Said.ok(body));
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Unknown(Optional.empty()));
    }

    @Test
    void theGroupWithAnotherStatusIsNoProof() {
        azure.when(GROUP, new Said(202, Map.of(), group().body()));
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Unknown(Optional.empty()));
    }

    @Test
    void anAnswerThatIsKeptDoesNotLastLonger() {
        azure.when(GROUP, group());
        var until = clock.instant().plus(Permissions.KEPT);
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Allowed(until));
        clock.advance(Duration.ofSeconds(40));
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Allowed(until));
        assertThat(arm.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthorizationFailed",
        "403, DenyAssignmentAuthorizationFailed",
        "401, InvalidAuthenticationTokenTenant"
    })
    void whoCannotMayNot(int status, String code) {
        azure.when(GROUP, error(status, code));
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Denied());
    }

    @ParameterizedTest
    @CsvSource({
        "404, ResourceGroupNotFound",
        "401, ExpiredAuthenticationToken",
        "409, Conflict",
        "500, InternalServerError",
        "403, ReadOnlyDisabledSubscription"
    })
    void whatAzureDoesNotDecideIsUnknown(int status, String code) {
        azure.when(GROUP, error(status, code));
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Unknown(Optional.empty()));
    }

    @Test
    void azuresWaitIsPassedOn() {
        azure.when(GROUP, error(429, "TooManyRequests").header("Retry-After", "77"));
        assertThat(entry.find(users.ada()))
                .isEqualTo(new Finding.Unknown(Optional.of(Duration.ofSeconds(77))));
    }

    @Test
    void aLaterGrantIsSeenAfterAMinute() {
        azure.when(GROUP, forbidden());
        assertThat(entry.find(users.ada())).isEqualTo(new Finding.Denied());
        azure.when(GROUP, group());
        clock.advance(Permissions.KEPT);
        assertThat(entry.find(users.ada())).isInstanceOf(Finding.Allowed.class);
    }

    @Test
    void whatWasUnknownIsAskedAgainAtOnce() {
        azure.when(GROUP, error(500, "InternalServerError"));
        assertThat(entry.find(users.ada())).isInstanceOf(Finding.Unknown.class);
        azure.when(GROUP, group());
        assertThat(entry.find(users.ada())).isInstanceOf(Finding.Allowed.class);
    }

    @Test
    void whatTheCallerMustDoFirstReachesThem() {
        arm.answer =
                _ ->
                        Said.status(401)
                                .header(
                                        "WWW-Authenticate",
                                        "Bearer error=\"insufficient_claims\", claims=\"e30=\"");
        assertThat(entry.find(users.ada()))
                .isInstanceOfSatisfying(
                        Finding.Refused.class,
                        refused ->
                                assertThat(refused.why().code())
                                        .isEqualTo(RefusalCode.STEP_UP_REQUIRED));
    }

    @Test
    void thePlatformJudgesByTheCallersRolesNotItsOwn() {
        azure.when(GROUP, group());
        assertThat(entry.find(platform.ada())).isEqualTo(new Finding.Denied());
        clock.advance(Permissions.KEPT);
        azure.when("/roleAssignments", list(assignment("/subscriptions/" + SUBSCRIPTION, READER)))
                .when("/roleDefinitions/" + READER, definition("Reader", "\"*/read\"", ""));
        assertThat(entry.find(platform.ada())).isInstanceOf(Finding.Allowed.class);
        clock.advance(Permissions.KEPT);
        azure.when("/denyAssignments", list(denial("d", Callers.ADA.toString(), "", "\"*\"")));
        assertThat(entry.find(platform.ada())).isEqualTo(new Finding.Denied());
        assertThat(entry.find(platform.caller(Callers.ELSEWHERE, Callers.ADA, Set.of())))
                .isEqualTo(new Finding.Denied());
    }

    @Test
    void whatThePlatformCannotSeeIsUnknown() {
        azure.when("/roleAssignments", forbidden());
        assertThat(entry.find(platform.ada())).isInstanceOf(Finding.Unknown.class);
    }
}
