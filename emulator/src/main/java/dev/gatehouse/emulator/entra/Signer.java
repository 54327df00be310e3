package dev.gatehouse.emulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.emulator.web.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * RS256 with the tenants' keys, RFC 7515. Graph's tokens carry a {@code nonce} in the header and
 * are signed over its hash, so that nobody but the emulator's Graph can verify them, as nobody but
 * Graph can at Entra.
 */
final class Signer {
    private static final String ALGORITHM = "SHA256withRSA";
    private static final String NONCE = "nonce";

    private final TenantKeys keys;

    Signer(TenantKeys keys) {
        this.keys = keys;
    }

    /**
     * A signed token.
     *
     * @param thumbprint whether the header has {@code x5t}, as v1.0 tokens do
     * @param nonce empty for none
     */
    String sign(UUID tenant, Map<String, Object> claims, boolean thumbprint, String nonce) {
        SigningKey key = keys.current(tenant);
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "JWT");
        if (!nonce.isEmpty()) {
            header.put(NONCE, nonce);
        }
        header.put("alg", "RS256");
        if (thumbprint) {
            header.put("x5t", key.id());
        }
        header.put("kid", key.id());
        Base64URL encoded = Base64URL.encode(Json.write(header));
        Base64URL payload = Base64URL.encode(Json.write(claims));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key.pair().getPrivate());
            signature.update(input(hidden(Json.tree(header), encoded), payload));
            return encoded + "." + payload + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /**
     * The claims of a token that a published key of its tenant signed; empty for any other text.
     */
    Optional<Map<String, Object>> verified(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Base64URL encoded = new Base64URL(parts[0]);
        Base64URL payload = new Base64URL(parts[1]);
        Optional<JsonNode> header = Json.read(encoded.decodeToString()).filter(JsonNode::isObject);
        Optional<TokenClaims> claims =
                Json.read(payload.decodeToString())
                        .filter(JsonNode::isObject)
                        .map(Json::map)
                        .map(TokenClaims::new);
        Optional<UUID> tenant = claims.flatMap(read -> read.uuid("tid"));
        if (header.isEmpty() || tenant.isEmpty()) {
            return Optional.empty();
        }
        byte[] input = input(hidden(header.get(), encoded), payload);
        return signed(tenant.get(), header.get(), input, new Base64URL(parts[2]).decode())
                ? claims.map(TokenClaims::values)
                : Optional.empty();
    }

    private boolean signed(UUID tenant, JsonNode header, byte[] input, byte[] signature) {
        if (!header.path("alg").asText().equals("RS256") || header.has("crit")) {
            return false;
        }
        for (SigningKey key : keys.all(tenant)) {
            if (key.id().equals(header.path("kid").asText()) && matches(key, input, signature)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(SigningKey key, byte[] input, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key.publicKey());
            check.update(input);
            return check.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot verify a token", e);
        }
    }

    /** The header that is signed: with the hash of the nonce, if there is one. */
    private static Base64URL hidden(JsonNode header, Base64URL encoded) {
        if (!header.path(NONCE).isTextual() || !(header.deepCopy() instanceof ObjectNode copy)) {
            return encoded;
        }
        copy.put(NONCE, hash(header.path(NONCE).asText()));
        return Base64URL.encode(Json.write(copy));
    }

    private static byte[] input(Base64URL header, Base64URL payload) {
        return (header + "." + payload).getBytes(StandardCharsets.US_ASCII);
    }

    private static String hash(String nonce) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(nonce.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
