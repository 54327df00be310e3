package dev.gatehouse.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Key documents; one key pair for each size, as making them is slow. */
final class TestKeys {
    static final String ISSUER = "https://login.microsoftonline.com/{tenantid}/v2.0";
    private static final Map<Integer, RSAKey> BY_SIZE = new ConcurrentHashMap<>();

    private TestKeys() {}

    static String document(String... keyIds) {
        return Arrays.stream(keyIds)
                .map(id -> entry(id, 2048, KeyUse.SIGNATURE))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    static String entry(String keyId, int bits, KeyUse use) {
        var key = BY_SIZE.computeIfAbsent(bits, TestKeys::generate);
        String json =
                new RSAKey.Builder(key.toPublicJWK()).keyID(keyId).keyUse(use).build().toString();
        return json.replaceFirst("}$", ",\"issuer\":\"" + ISSUER.replace("$", "") + "\"}");
    }

    private static RSAKey generate(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
