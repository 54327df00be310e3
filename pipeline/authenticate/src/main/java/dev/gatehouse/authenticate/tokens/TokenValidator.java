package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks Entra tokens of version 1.0 and 2.0 (Microsoft: "Access tokens in the Microsoft identity
 * platform", "Claims validation"; RFC 8725). Keeps no token that it accepted. Safe for use by many
 * threads.
 *
 * <p>The order is that of cost and of harm: form, header and audience before any key is looked for,
 * so that a token for somebody else never causes a request; tenant and lifetime before the
 * signature; client, scope and role after it, as their refusals tell the caller something.
 */
public final class TokenValidator {
    private final TokenConfig config;
    private final InstantSource clock;
    private final Headers headers = new Headers();
    private final SignatureCheck signatures;
    private final PrincipalReader principals;

    /** Verifies signatures with the JVM's first provider that can. */
    public TokenValidator(SigningKeys keys, TokenConfig config, InstantSource clock) {
        this(keys, config, clock, Optional.empty());
    }

    /** Verifies signatures with {@code provider}, if there is one. */
    public TokenValidator(
            SigningKeys keys,
            TokenConfig config,
            InstantSource clock,
            Optional<Provider> provider) {
        this.config = config;
        this.clock = clock;
        this.signatures = new SignatureCheck(keys, provider, clock);
        this.principals = new PrincipalReader(config);
    }

    /**
     * Checks a bearer token, without the word {@code Bearer}.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if the tenant's keys cannot be had
     */
    public Validation validate(String bearer) {
        return switch (CompactToken.read(bearer, headers)) {
            case CompactToken.Illegible(TokenFault fault) -> invalid(fault);
            case CompactToken.Legible(CompactToken token) -> {
                Claims claims = token.claims();
                boolean forUs = claims.text("aud").filter(config::acceptsAudience).isPresent();
                yield switch (check(token, forUs)) {
                    case Unproven(TokenFault fault) -> invalid(fault);
                    case Proven(Origin origin) ->
                            switch (principals.read(claims, origin)) {
                                case PrincipalReader.Unknown(TokenFault fault) -> invalid(fault);
                                case PrincipalReader.Known(Principal principal) ->
                                        new Validation.Valid(verified(token, principal));
                            };
                };
            }
        };
    }

    /**
     * Checks an ID token that came from the token endpoint (OpenID Connect Core 1.0 section
     * 3.1.3.7).
     *
     * @param nonce the one that this sign-in sent
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if the tenant's keys cannot be had
     */
    public IdTokenValidation validateIdToken(String idToken, String nonce) {
        return switch (CompactToken.read(idToken, headers)) {
            case CompactToken.Illegible(TokenFault fault) -> invalidIdToken(fault);
            case CompactToken.Legible(CompactToken token) -> {
                Claims claims = token.claims();
                boolean forUs =
                        claims.text("aud")
                                .filter(config.client().value()::equalsIgnoreCase)
                                .isPresent();
                yield switch (check(token, forUs)) {
                    case Unproven(TokenFault fault) -> invalidIdToken(fault);
                    case Proven(Origin origin) -> judgeIdToken(claims, origin, nonce);
                };
            }
        };
    }

    private sealed interface Proof {}

    private record Proven(Origin origin) implements Proof {}

    private record Unproven(TokenFault fault) implements Proof {}

    private Proof check(CompactToken token, boolean forUs) {
        if (!forUs) {
            return new Unproven(TokenFault.AUDIENCE);
        }
        return switch (Origin.read(token.claims(), config)) {
            case Origin.Unknown(TokenFault fault) -> new Unproven(fault);
            case Origin.Known(Origin origin) ->
                    Lifetime.faultOf(token.claims(), clock.instant(), config.clockSkew())
                            .or(() -> signatures.faultOf(token, origin))
                            .<Proof>map(Unproven::new)
                            .orElseGet(() -> new Proven(origin));
        };
    }

    private static IdTokenValidation judgeIdToken(Claims claims, Origin origin, String nonce) {
        boolean sameNonce =
                MessageDigest.isEqual(
                        claims.text("nonce").orElse("").getBytes(StandardCharsets.UTF_8),
                        nonce.getBytes(StandardCharsets.UTF_8));
        if (!sameNonce) {
            return invalidIdToken(TokenFault.NONCE);
        }
        Optional<ObjectId> object = claims.text("oid").flatMap(ObjectId::parse);
        return object.isEmpty()
                ? invalidIdToken(TokenFault.NO_OBJECT)
                : new IdTokenValidation.Valid(
                        new VerifiedIdToken(origin.tenant(), object.get(), claims.text("sid")));
    }

    private static VerifiedToken verified(CompactToken token, Principal principal) {
        Instant expires = token.claims().time("exp").orElseThrow();
        return new VerifiedToken(
                principal, new Assertion(token.text()), expires, token.claims().text("sid"));
    }

    private Validation invalid(TokenFault fault) {
        return new Validation.Invalid(refusal(fault), fault);
    }

    private static IdTokenValidation invalidIdToken(TokenFault fault) {
        RefusalCode code =
                fault == TokenFault.WRONG_TENANT
                        ? RefusalCode.WRONG_TENANT
                        : RefusalCode.INVALID_TOKEN;
        return new IdTokenValidation.Invalid(Refusal.of(code, "invalid ID token"), fault);
    }

    private Refusal refusal(TokenFault fault) {
        return switch (fault) {
            case WRONG_TENANT ->
                    Refusal.of(
                            RefusalCode.WRONG_TENANT,
                            "token tenant_id does not match configured AZURE_TENANT_ID");
            case NO_OBJECT -> Refusal.of(RefusalCode.INVALID_TOKEN, "token missing 'oid' claim");
            case NO_CLIENT ->
                    Refusal.of(RefusalCode.CLIENT_NOT_ALLOWED, "token missing 'azp'/'appid' claim");
            case CLIENT ->
                    Refusal.of(RefusalCode.CLIENT_NOT_ALLOWED, "token issued by unauthorized app");
            case SCOPE ->
                    Refusal.of(RefusalCode.MISSING_SCOPE, "token holds none of the accepted scopes")
                            .with(
                                    "scope",
                                    String.join(" ", new TreeSet<>(config.acceptedScopes())));
            case NO_ROLE ->
                    Refusal.of(RefusalCode.NO_ROLE, "the application has no role in Gatehouse");
            case TOO_LARGE,
                    MALFORMED,
                    ALGORITHM,
                    TYPE,
                    EMBEDDED_KEY,
                    CRITICAL_HEADER,
                    HEADER_NONCE,
                    KEY_ID,
                    AUDIENCE,
                    TENANT,
                    VERSION,
                    ISSUER,
                    TIMES,
                    EXPIRED,
                    NOT_YET_VALID,
                    UNKNOWN_KEY,
                    KEY_NOT_FOR_ISSUER,
                    SIGNATURE,
                    ID_TOKEN,
                    CLAIM_FORM,
                    NONCE ->
                    Refusal.of(RefusalCode.INVALID_TOKEN, "invalid token");
        };
    }
}
