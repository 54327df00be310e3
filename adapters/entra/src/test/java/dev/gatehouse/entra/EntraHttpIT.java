package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.authenticate.tokens.TokenVersion;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntraHttpIT extends EntraFixture {
    private static final TenantId CONTOSO = TenantId.parse(TENANT).orElseThrow();

    @Test
    void fetchesTheKeysOfTheTenantAndVersion() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, TestKeys.document("k1"));
        var keys = new EntraSigningKeys(cloud, http, clock);

        assertThat(keys.find(CONTOSO, TokenVersion.V2, "k1")).isPresent();
        assertThat(keys.find(CONTOSO, TokenVersion.V1, "k1")).isPresent();

        assertThat(entra.asked)
                .extracting(ScriptedEntra.Asked::path)
                .containsExactly(
                        "/" + TENANT + "/discovery/v2.0/keys", "/" + TENANT + "/discovery/keys");
    }

    @Test
    void followsNoRedirectToOtherKeys() {
        entra.script =
                asked ->
                        asked.path().equals("/elsewhere")
                                ? ScriptedEntra.Reply.of(200, TestKeys.document("k1"))
                                : new ScriptedEntra.Reply(
                                        302, "", Map.of("Location", "/elsewhere"));
        var keys = new EntraSigningKeys(cloud, http, clock);

        assertThatThrownBy(() -> keys.find(CONTOSO, TokenVersion.V2, "k1"))
                .isInstanceOf(IdentityProviderUnavailable.class);
        assertThat(entra.asked).hasSize(1);
    }

    @Test
    void readsNoAnswerWithoutEnd() {
        String padding = " ".repeat((int) EntraHttp.MOST_BYTES);
        entra.script = _ -> ScriptedEntra.Reply.of(200, TestKeys.document("k1") + padding);
        var keys = new EntraSigningKeys(cloud, http, clock);

        assertThatThrownBy(() -> keys.find(CONTOSO, TokenVersion.V2, "k1"))
                .isInstanceOf(IdentityProviderUnavailable.class);
    }

    @Test
    void checksGroupsAtGraph() {
        entra.script = _ -> ScriptedEntra.Reply.of(200, "{\"value\":[\"g1\"]}");

        Set<String> member =
                new EntraGroups(cloud, http)
                        .memberOf(Set.of("g1", "g2"), new AccessToken("t", clock.instant()));

        assertThat(member).containsExactly("g1");
        assertThat(entra.only().path()).isEqualTo("/v1.0/me/checkMemberGroups");
    }

    @Test
    void sendsAGraphTokenToNoRedirect() {
        entra.script = _ -> new ScriptedEntra.Reply(307, "", Map.of("Location", "/elsewhere"));

        assertThatThrownBy(
                        () ->
                                new EntraGroups(cloud, http)
                                        .memberOf(
                                                Set.of("g1"),
                                                new AccessToken("t", clock.instant())))
                .isInstanceOf(GroupsUnavailable.class);
        assertThat(entra.asked).hasSize(1);
    }

    @Test
    void refusesAFileOfAuthoritiesThatHoldsNone() throws Exception {
        Path empty = Files.writeString(folder.resolve("no-ca.pem"), "");

        assertThatIllegalArgumentException().isThrownBy(() -> Trust.of(Optional.of(empty)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trust.of(Optional.of(folder.resolve("absent.pem"))));
    }
}
