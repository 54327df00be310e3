package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ObjectId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenObjectTest {
    private static final String OBJECT = "a0000000-0000-4000-8000-00000000000a";

    private static Optional<ObjectId> of(String text) {
        return TokenObject.of(new AccessToken(text, Instant.EPOCH));
    }

    private static String jwt(String claims) {
        String body =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "e30." + body + ".c2ln";
    }

    @Test
    void namesTheObject() {
        assertThat(of(jwt("{\"oid\":\"" + OBJECT + "\"}"))).isEqualTo(ObjectId.parse(OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"oid\":\"me\"}", "{\"oid\":7}", "[]", "no json"})
    void knowsNobodyWithoutTheClaim(String claims) {
        assertThat(of(jwt(claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.!.c", "a.b.c.d"})
    void knowsNobodyByAnOpaqueToken(String token) {
        assertThat(of(token)).isEmpty();
    }
}
