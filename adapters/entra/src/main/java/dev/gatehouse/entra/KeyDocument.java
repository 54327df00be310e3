package dev.gatehouse.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.gatehouse.authenticate.tokens.SigningKey;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a tenant's key document (RFC 7517 section 5, with Entra's {@code issuer} for each key). */
final class KeyDocument {
    private static final int LEAST_BITS = 2048;

    private KeyDocument() {}

    /**
     * The RSA signature keys of at least 2048 bits, by key id.
     *
     * @throws IOException if the document is malformed or holds no such key; the cause is left out,
     *     for it may repeat the document
     */
    static Map<String, SigningKey> parse(String text) throws IOException {
        try {
            Map<String, String> issuers = issuers(text);
            Map<String, SigningKey> keys = new HashMap<>();
            for (JWK jwk : JWKSet.parse(text).getKeys()) {
                if (jwk instanceof RSAKey rsa && signs(rsa)) {
                    keys.putIfAbsent(
                            rsa.getKeyID(),
                            new SigningKey(
                                    rsa.toRSAPublicKey(),
                                    Optional.ofNullable(issuers.get(rsa.getKeyID()))));
                }
            }
            if (keys.isEmpty()) {
                throw new IOException("the key document holds no RSA signing key");
            }
            return Map.copyOf(keys);
        } catch (ParseException | JOSEException malformed) {
            throw new IOException("the key document is malformed");
        }
    }

    private static boolean signs(RSAKey key) {
        boolean forSignatures = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
        return forSignatures
                && key.getKeyID() != null
                && !key.getKeyID().isBlank()
                && key.size() >= LEAST_BITS;
    }

    private static Map<String, String> issuers(String text) throws ParseException {
        List<Object> keys = JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(text), "keys");
        Map<String, String> issuers = new HashMap<>();
        for (Object key : keys == null ? List.of() : keys) {
            if (key instanceof Map<?, ?> members
                    && members.get("kid") instanceof String kid
                    && members.get("issuer") instanceof String issuer) {
                issuers.putIfAbsent(kid, issuer);
            }
        }
        return issuers;
    }
}
