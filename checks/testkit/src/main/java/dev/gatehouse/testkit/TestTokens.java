package dev.gatehouse.testkit;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Builds Entra tokens. {@link #valid} passes every check of a Gatehouse that trusts {@link
 * TestKey#TRUSTED}; each method returns a builder that differs in one thing. Immutable.
 */
public final class TestTokens {
    /** The moment at which the tokens are in force: issued five minutes ago, over in an hour. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    public static final TenantId CONTOSO = tenantId("c0000000-0000-4000-8000-000000000001");
    public static final TenantId FABRIKAM = tenantId("f0000000-0000-4000-8000-000000000002");
    public static final TenantId WOODGROVE = tenantId("d0000000-0000-4000-8000-000000000003");
    public static final ClientId GATEHOUSE = new ClientId("60000000-0000-4000-8000-000000000001");
    public static final ClientId DAEMON = new ClientId("60000000-0000-4000-8000-000000000002");
    public static final ClientId AZURE_CLI = new ClientId("04b07795-8ddb-461a-bbee-02f9e1bf7b46");
    public static final ObjectId ADA = objectId("a0000000-0000-4000-8000-00000000000a");
    public static final ObjectId ANN = objectId("a0000000-0000-4000-8000-00000000000b");

    private static final String V1_HOST = "https://sts.windows.net/";
    private static final String V2_HOST = "https://login.microsoftonline.com/";

    private final Map<String, Object> header;
    private final Map<String, Object> claims;
    private final TestKey key;

    private TestTokens(Map<String, Object> header, Map<String, Object> claims, TestKey key) {
        this.header = header;
        this.claims = claims;
        this.key = key;
    }

    /** A v2.0 access token of Ada of Contoso for Gatehouse, obtained by Azure CLI. */
    public static TestTokens valid() {
        var header = new LinkedHashMap<String, Object>();
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("kid", TestKey.TRUSTED.id());
        return new TestTokens(header, common(), TestKey.TRUSTED)
                .claim("azp", AZURE_CLI.value())
                .claim("azpacr", "0")
                .claim("name", "Ada")
                .claim("preferred_username", "ada@contoso.com")
                .claim("scp", "access_as_user user_impersonation")
                .claim("ver", "2.0");
    }

    /**
     * The same as a v1.0 token: other issuer, App ID URI as audience, {@code appid}, {@code upn}.
     */
    public static TestTokens v1() {
        return valid().without("azp")
                .without("azpacr")
                .without("preferred_username")
                .header("x5t", TestKey.TRUSTED.id())
                .audience("api://" + GATEHOUSE)
                .issuer(V1_HOST + CONTOSO + "/")
                .claim("appid", AZURE_CLI.value())
                .claim("appidacr", "0")
                .claim("upn", "ada@contoso.com")
                .claim("unique_name", "ada@contoso.com")
                .claim("ver", "1.0");
    }

    /** A v2.0 token of a program for itself, with one app role. */
    public static TestTokens appOnly() {
        return valid().without("scp")
                .without("name")
                .without("preferred_username")
                .claim("azp", DAEMON.value())
                .claim("azpacr", "1")
                .claim("oid", "b0000000-0000-4000-8000-000000000001")
                .claim("sub", "b0000000-0000-4000-8000-000000000001")
                .claim("roles", List.of("Viewer"));
    }

    /** The ID token of the same sign-in, for the nonce given. */
    public static TestTokens idToken(String nonce) {
        return valid().without("scp")
                .without("azp")
                .without("azpacr")
                .claim("nonce", nonce)
                .claim("sid", "5e551000-0000-4000-8000-000000000001");
    }

    public TestTokens audience(String value) {
        return claim("aud", value);
    }

    /** Another tenant, with the issuer of the token's version that fits. */
    public TestTokens tenant(TenantId tenant) {
        boolean v1 = "1.0".equals(claims.get("ver"));
        return claim("tid", tenant.toString())
                .issuer(v1 ? V1_HOST + tenant + "/" : V2_HOST + tenant + "/v2.0");
    }

    public TestTokens issuer(String value) {
        return claim("iss", value);
    }

    public TestTokens object(ObjectId object) {
        return claim("oid", object.toString());
    }

    public TestTokens expiresAt(Instant instant) {
        return claim("exp", instant.getEpochSecond());
    }

    public TestTokens notBefore(Instant instant) {
        return claim("nbf", instant.getEpochSecond());
    }

    public TestTokens issuedAt(Instant instant) {
        return claim("iat", instant.getEpochSecond());
    }

    public TestTokens claim(String name, Object value) {
        return new TestTokens(header, with(claims, name, value), key);
    }

    public TestTokens without(String claim) {
        return new TestTokens(header, without(claims, claim), key);
    }

    /** A header parameter such as {@code jwk}, {@code jku}, {@code typ} or {@code crit}. */
    public TestTokens header(String name, Object value) {
        return new TestTokens(with(header, name, value), claims, key);
    }

    public TestTokens withoutHeader(String name) {
        return new TestTokens(without(header, name), claims, key);
    }

    /**
     * The {@code alg} parameter, and a signature of that kind: RS256, RS384, RS512, none (empty
     * signature), or HS256 with the public key's encoding as the secret.
     */
    public TestTokens algorithm(String alg) {
        return header("alg", alg);
    }

    /** Signed by another key, under its own key id. */
    public TestTokens key(TestKey other) {
        return new TestTokens(with(header, "kid", other.id()), claims, other);
    }

    /** Another key id over the same signature. */
    public TestTokens kid(String id) {
        return header("kid", id);
    }

    /** The token in its compact form (RFC 7515 section 3.1). */
    public String sign() {
        String input = encoded(header) + "." + encoded(claims);
        return input + "." + encoded(signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] input) {
        String alg = String.valueOf(header.get("alg"));
        try {
            return switch (alg) {
                case "none" -> new byte[0];
                case "HS256" -> {
                    var mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(key.publicKey().getEncoded(), "HmacSHA256"));
                    yield mac.doFinal(input);
                }
                case "RS384" -> signed("SHA384withRSA", input);
                case "RS512" -> signed("SHA512withRSA", input);
                default -> signed("SHA256withRSA", input);
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK signs with " + alg, impossible);
        }
    }

    private byte[] signed(String algorithm, byte[] input) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key.privateKey());
        signature.update(input);
        return signature.sign();
    }

    private static Map<String, Object> common() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("aud", GATEHOUSE.value());
        claims.put("iss", V2_HOST + CONTOSO + "/v2.0");
        claims.put("iat", NOW.minus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("nbf", NOW.minus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("exp", NOW.plus(Duration.ofHours(1)).getEpochSecond());
        claims.put("aio", "AWQAm/8EAAAA0r2G1W7aH5");
        claims.put("oid", ADA.toString());
        claims.put("rh", "0.ASoA");
        claims.put("sub", "mQ6rVbK1jXf3o0dXnQ3Zq0u3rY7c1d2e3f4g5h6i7j8");
        claims.put("tid", CONTOSO.toString());
        claims.put("uti", "Zz0X1y2W3v4U5t6S7r8QAA");
        return claims;
    }

    private static Map<String, Object> with(Map<String, Object> from, String name, Object value) {
        var copy = new LinkedHashMap<>(from);
        copy.put(name, value);
        return copy;
    }

    private static Map<String, Object> without(Map<String, Object> from, String name) {
        var copy = new LinkedHashMap<>(from);
        copy.remove(name);
        return copy;
    }

    private static String encoded(Map<String, Object> json) {
        return encoded(JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static TenantId tenantId(String text) {
        return new TenantId(UUID.fromString(text));
    }

    private static ObjectId objectId(String text) {
        return new ObjectId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return "TestTokens" + claims.keySet();
    }
}
