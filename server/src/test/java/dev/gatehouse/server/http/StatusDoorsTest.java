package dev.gatehouse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client may know of Gatehouse's own identity before it signs in (S0.11). */
final class StatusDoorsTest {
    private static final String ID = "70000000-0000-4000-8000-000000000001";
    private final StatusDoors doors =
            new StatusDoors(
                    "1.0",
                    "obo-with-fallback",
                    new StatusDoors.Own("user-assigned", "user-assigned " + ID),
                    () -> true);

    @Test
    void tellsAnybodyTheModeInForceAndTheKindOfIdentityWithoutAnId() {
        assertThat(config(new Authentication.Anonymous(signIn())))
                .contains("\"downstream\":\"obo-with-fallback\"")
                .contains("\"platform_identity_kind\":\"user-assigned\"")
                .doesNotContain("\"platform_identity\"", "70000000");
    }

    @Test
    void tellsCallersWithARoleWhichOneWithItsIdMasked() {
        assertThat(config(known(Set.of(Role.VIEWER))))
                .contains("\"platform_identity\":\"user-assigned 70000000…\"")
                .doesNotContain(ID);
        assertThat(config(known(Set.of()))).doesNotContain("\"platform_identity\"", "70000000");
    }

    private static Refusal signIn() {
        return Refusal.of(RefusalCode.AUTHENTICATION_REQUIRED, "Sign in.");
    }

    private static Authentication known(Set<Role> roles) {
        var caller =
                new Principal(
                        TestTokens.CONTOSO,
                        TestTokens.ADA,
                        Principal.Kind.USER,
                        new ClientId("60000000-0000-4000-8000-000000000001"),
                        "Ada",
                        "ada@contoso.com",
                        roles,
                        Set.of(),
                        Groups.NONE,
                        false);
        return new Authentication.Authenticated(
                caller, Optional.empty(), Instant.MAX, Via.BEARER, Optional.empty());
    }

    private String config(Authentication caller) {
        var at = (RequestPath.Normalized) RequestPath.normalize("/api/auth/config");
        Answer answer =
                doors.config(
                        new Call(
                                new Route("GET", at.path()),
                                Map.of(),
                                _ -> Optional.empty(),
                                Map.of(),
                                new byte[0],
                                false,
                                "id-1",
                                Instant.EPOCH,
                                caller));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
