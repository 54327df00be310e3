package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names of cached tokens: whole SHA-256 digests in hex, never shortened, of parts whose lengths are
 * digested with them, so that no two questions share a name.
 */
final class TokenKeys {
    private TokenKeys() {}

    /** The name of everything kept for one assertion. */
    static String of(Assertion assertion) {
        return digest(assertion.value());
    }

    /**
     * The name of one token.
     *
     * @param holder the name of the assertion
     * @param dataKey of the assertion, which changes when the assertion is forgotten
     */
    static String of(
            String holder,
            byte[] dataKey,
            TenantId tenant,
            Scope scope,
            Optional<ClaimsChallenge> claims) {
        return digest(
                holder,
                HexFormat.of().formatHex(dataKey),
                tenant.toString(),
                scope.value(),
                claims.map(ClaimsChallenge::json).orElse(""));
    }

    private static String digest(String... parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
