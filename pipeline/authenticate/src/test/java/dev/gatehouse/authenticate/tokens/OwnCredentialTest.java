package dev.gatehouse.authenticate.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCredentialTest {
    private static final String TENANT = "c0000000-0000-4000-8000-000000000001";
    private static final String OBJECT = "a0000000-0000-4000-8000-000000000001";
    private static final String CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private static Optional<Principal> holder(String claims) {
        String part =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
        return OwnCredential.holder(new AccessToken("e30." + part + ".c2ln", Instant.EPOCH));
    }

    @Test
    void namesThePersonOfTheToken() {
        Principal ada =
                holder(
                                """
                                {"tid":"%s","oid":"%s","sub":"pairwise","appid":"%s","name":"Ada",
                                "upn":"ada@contoso.com","scp":"user_impersonation"}"""
                                        .formatted(TENANT, OBJECT, CLIENT))
                        .orElseThrow();
        assertThat(ada.kind()).isEqualTo(Principal.Kind.USER);
        assertThat(ada.tenant()).hasToString(TENANT);
        assertThat(ada.object()).hasToString(OBJECT);
        assertThat(ada.client().value()).isEqualTo(CLIENT);
        assertThat(ada.username()).isEqualTo("ada@contoso.com");
        assertThat(ada.roles()).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void namesTheProgramOfTheToken() {
        assertThat(
                        holder(
                                        "{\"tid\":\"%s\",\"oid\":\"%s\",\"sub\":\"%s\",\"appid\":\"%s\"}"
                                                .formatted(TENANT, OBJECT, OBJECT, CLIENT))
                                .map(Principal::kind))
                .contains(Principal.Kind.APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"oid\":\"" + OBJECT + "\",\"appid\":\"" + CLIENT + "\"}",
                "{\"tid\":\"" + TENANT + "\",\"appid\":\"" + CLIENT + "\"}",
                "{\"tid\":\"" + TENANT + "\",\"oid\":\"" + OBJECT + "\"}",
                "null",
                "not json"
            })
    void namesNobodyWhereTheTokenDoesNot(String claims) {
        assertThat(holder(claims)).isEmpty();
    }

    @Test
    void namesNobodyInAnOpaqueToken() {
        assertThat(OwnCredential.holder(new AccessToken("opaque", Instant.EPOCH))).isEmpty();
    }
}
