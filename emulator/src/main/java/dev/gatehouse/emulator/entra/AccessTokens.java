package dev.gatehouse.emulator.entra;

import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mints and verifies the signed tokens of all tenants, RFC 7519 with Entra's claims. */
public final class AccessTokens {
    /** Audience of a managed identity's token that stands for an application's secret. */
    public static final String TOKEN_EXCHANGE = "api://AzureADTokenExchange";

    private static final String SECURITY_TOKEN_SERVICE = "https://sts.windows.net/";
    private static final Duration SHORTEST = Duration.ofMinutes(60);
    private static final int SPREAD_SECONDS = 30 * 60;
    private static final Duration IDENTITY_LIFETIME = Duration.ofHours(24);

    private final World world;
    private final Signer signer;
    private final Origins origins;
    private final SecureRandom random = new SecureRandom();

    /** Tokens under the issuers of {@code origins}. */
    public AccessTokens(World world, TenantKeys keys, Origins origins) {
        this.world = world;
        this.signer = new Signer(keys);
        this.origins = origins;
    }

    /** The v1.0 issuer of a tenant: {@code https://sts.windows.net/{tid}/}. */
    public String issuerV1(UUID tenant) {
        return SECURITY_TOKEN_SERVICE + tenant + "/";
    }

    /** The v2.0 issuer of a tenant: the https origin, the tenant, {@code /v2.0}. */
    public String issuerV2(UUID tenant) {
        return origins.https() + "/" + tenant + "/v2.0";
    }

    /**
     * A managed identity's token: v1.0 with the resource as audience, for 24 hours. For {@link
     * #TOKEN_EXCHANGE} the issuer is the v2.0 one, since that is what a federated credential names.
     *
     * @param resource as asked for, for example {@code https://management.azure.com}
     */
    public MintedToken forManagedIdentity(ManagedIdentity identity, String resource) {
        Claims claims = new Claims();
        boolean exchange = resource.equals(TOKEN_EXCHANGE);
        claims.put("aud", resource)
                .put("iss", exchange ? issuerV2(identity.tenant()) : issuerV1(identity.tenant()))
                .put("appid", identity.clientId())
                .put("appidacr", "2")
                .put("idp", issuerV1(identity.tenant()))
                .put("idtyp", "app")
                .put("oid", identity.principalId())
                .put("sub", identity.principalId())
                .put("tid", identity.tenant())
                .put("ver", exchange ? "2.0" : "1.0");
        identity.resourceId().ifPresent(id -> claims.put("xms_mirid", id));
        return sign(identity.tenant(), claims, Optional.of(IDENTITY_LIFETIME), true, false);
    }

    /** A person's access token for a resource, in the version that the resource accepts. */
    MintedToken forPerson(UserGrant grant) {
        boolean v1 = grant.resource().accessTokenVersion() == 1;
        Claims claims = UserClaims.of(world, this, grant);
        boolean graph = grant.audience().startsWith("https://graph.microsoft.com");
        return sign(grant.person().tenant(), claims, grant.lifetime(), v1, graph);
    }

    /** An application's own access token. */
    MintedToken forApp(AppGrant grant) {
        boolean v1 = grant.resource().accessTokenVersion() == 1;
        Claims claims = AppClaims.of(world, this, grant);
        boolean graph = grant.audience().startsWith("https://graph.microsoft.com");
        return sign(grant.tenant(), claims, grant.lifetime(), v1, graph);
    }

    /** Signs any claims with the tenant's current key; adds what every access token has. */
    MintedToken sign(
            UUID tenant,
            Claims claims,
            Optional<Duration> lifetime,
            boolean thumbprint,
            boolean nonce) {
        Instant now = Instant.ofEpochSecond(world.clock().instant().getEpochSecond());
        Instant notBefore = now.minus(Duration.ofMinutes(5));
        Instant end =
                now.plus(
                        lifetime.orElseGet(
                                () -> SHORTEST.plusSeconds(random.nextInt(SPREAD_SECONDS))));
        claims.put("iat", now.getEpochSecond())
                .put("nbf", notBefore.getEpochSecond())
                .put("exp", end.getEpochSecond())
                .put("aio", opaque(24))
                .put("rh", "1." + opaque(18))
                .put("uti", opaque(16));
        return new MintedToken(
                signed(tenant, claims.asMap(), thumbprint, nonce), now, notBefore, end);
    }

    /** Signs claims as they are. */
    String signed(UUID tenant, Map<String, Object> claims, boolean thumbprint, boolean nonce) {
        return signer.sign(tenant, claims, thumbprint, nonce ? opaque(32) : "");
    }

    /**
     * Whom a bearer token speaks for; empty if any check fails.
     *
     * @param audiences accepted {@code aud} values; a slash at the end does not matter
     */
    public Optional<Caller> verify(String token, Collection<String> audiences) {
        return switch (check(token, audiences)) {
            case Verification.Valid valid -> Optional.of(valid.caller());
            case Verification.Expired _, Verification.WrongAudience _, Verification.Invalid _ ->
                    Optional.empty();
        };
    }

    /**
     * Checks signature, issuer, lifetime and audience of an access token of any tenant.
     *
     * @param audiences accepted {@code aud} values; a slash at the end does not matter
     */
    public Verification check(String token, Collection<String> audiences) {
        Optional<Map<String, Object>> trusted = claims(token);
        if (trusted.isEmpty()) {
            return new Verification.Invalid();
        }
        TokenClaims claims = new TokenClaims(trusted.get());
        Optional<UUID> tenant = claims.uuid("tid");
        Optional<UUID> object = claims.uuid("oid");
        Optional<UUID> app = claims.uuid("appid").or(() -> claims.uuid("azp"));
        Optional<Instant> end = claims.instant("exp");
        if (tenant.isEmpty() || object.isEmpty() || app.isEmpty() || end.isEmpty()) {
            return new Verification.Invalid();
        }
        Instant now = world.clock().instant();
        if (claims.instant("nbf").filter(begin -> begin.isAfter(now)).isPresent()) {
            return new Verification.Invalid();
        }
        String audience = claims.text("aud").orElse("");
        boolean addressed =
                audiences.stream().map(AccessTokens::bare).anyMatch(bare(audience)::equals);
        if (!addressed) {
            return new Verification.WrongAudience();
        }
        if (!now.isBefore(end.get())) {
            return new Verification.Expired();
        }
        return new Verification.Valid(
                caller(claims, tenant.get(), object.get(), app.get(), audience), end.get());
    }

    /** The claims of a token whose signature and issuer are right, whatever its lifetime. */
    Optional<Map<String, Object>> claims(String token) {
        return signer.verified(token)
                .filter(
                        claims -> {
                            TokenClaims read = new TokenClaims(claims);
                            String issuer = read.text("iss").orElse("");
                            return read.uuid("tid")
                                    .filter(
                                            id ->
                                                    issuer.equals(issuerV1(id))
                                                            || issuer.equals(issuerV2(id)))
                                    .isPresent();
                        });
    }

    private Caller caller(TokenClaims claims, UUID tenant, UUID object, UUID app, String audience) {
        Optional<Person> person = world.person(object);
        boolean delegated = claims.text("scp").isPresent() && person.isPresent();
        Caller.Kind kind =
                delegated
                        ? Caller.Kind.USER
                        : world.managedIdentity(object).isPresent()
                                ? Caller.Kind.IDENTITY
                                : Caller.Kind.APP;
        Set<String> scopes =
                claims.text("scp").stream()
                        .flatMap(scp -> Arrays.stream(scp.split(" ")))
                        .collect(Collectors.toUnmodifiableSet());
        String name = delegated ? person.get().upn() : app.toString();
        return new Caller(
                kind,
                tenant,
                object,
                app,
                name,
                audience,
                scopes,
                claims.list("amr").contains("mfa"));
    }

    /** Random text of {@code bytes} bytes for the claims that clients must not read. */
    String opaque(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64URL.encode(noise).toString();
    }

    private static String bare(String audience) {
        return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    }

    /**
     * What a person's token is minted from.
     *
     * @param clientProof {@code appidacr}: "0" public, "1" secret, "2" certificate or federated
     * @param audience as the client asked for it; counts for v1.0 only
     * @param session {@code sid}
     * @param capable whether the client asked for {@code xms_cc} with {@code cp1}
     * @param lifetime empty for Entra's own choice
     */
    record UserGrant(
            Person person,
            UUID client,
            String clientProof,
            AppRegistration resource,
            String audience,
            List<String> scopes,
            boolean mfa,
            String session,
            boolean capable,
            Optional<Duration> lifetime) {}

    /** What an application's token is minted from; the parts mean the same as a person's. */
    record AppGrant(
            UUID tenant,
            UUID client,
            String clientProof,
            AppRegistration resource,
            String audience,
            Optional<Duration> lifetime) {}
}
