package dev.gatehouse.act.upstreams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

/**
 * Tells an upstream who calls: {@code X-Gatehouse-Assertion}, a JWT signed with ES256 whose keys
 * are at {@code /.well-known/gatehouse/jwks.json}. Replicas and restarts share the keys.
 *
 * <p>Once an assertion was signed, signing again waits for nothing but the processor; the first
 * one, and the first after half an hour of silence, waits for the state.
 */
public final class SignedAssertions {
    /** How long an assertion holds. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private final String issuer;
    private final AssertionKeys keys;
    private final InstantSource clock;

    /**
     * @param publicUrl the configured public address; the {@code iss} of assertions
     */
    public SignedAssertions(
            URI publicUrl, ShortLivedState state, Sealing sealing, InstantSource clock) {
        this.issuer = publicUrl.toString();
        this.keys = new AssertionKeys(state, sealing, clock);
        this.clock = clock;
    }

    /**
     * An assertion and its times.
     *
     * @param renewAt when less than a minute of its life is left: an admission sends a new one from
     *     here on
     * @param expiresAt its {@code exp}
     */
    public record SignedAssertion(String jwt, Instant renewAt, Instant expiresAt) {
        @Override
        public String toString() {
            return "SignedAssertion[until " + expiresAt + "]";
        }
    }

    /** The text of {@link #issue} alone. */
    public String mint(Principal caller, String audience, RuleId rule) {
        return issue(caller, audience, rule).jwt();
    }

    /**
     * Says that {@code caller} was admitted to {@code audience} by {@code rule}.
     *
     * @param audience the upstream's name
     */
    public SignedAssertion issue(Principal caller, String audience, RuleId rule) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFE);
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject(caller.object().toString())
                        .claim("tid", caller.tenant().toString())
                        .claim("roles", caller.roles().stream().sorted().map(Role::label).toList())
                        .claim("rule", rule.value())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(end))
                        .jwtID(UUID.randomUUID().toString())
                        .build();
        return new SignedAssertion(sign(claims), now.plus(LIFE.minusMinutes(1)), end);
    }

    /** The public keys, RFC 7517: of the present, the next and, as long as needed, the last. */
    public String jwks() {
        return keys.publicJson();
    }

    private String sign(JWTClaimsSet claims) {
        AssertionKey key = keys.signing();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.pair().getKeyID())
                        .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(key.signer());
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the assertion key does not sign", unusable);
        }
        return jwt.serialize();
    }
}
