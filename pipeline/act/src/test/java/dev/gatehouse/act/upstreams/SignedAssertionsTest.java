package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.act.credentials.Callers;
import dev.gatehouse.act.credentials.FakeSealing;
import dev.gatehouse.act.credentials.MemoryState;
import dev.gatehouse.act.credentials.MovableClock;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.Sealing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedAssertionsTest {
    private static final RuleId RULE = new RuleId("routes[3]");

    private final MovableClock clock = new MovableClock();
    private final MemoryState state = new MemoryState(clock);
    private final FakeSealing sealing = new FakeSealing();
    private final SignedAssertions assertions = replica(sealing);

    private SignedAssertions replica(Sealing with) {
        return new SignedAssertions(URI.create("https://gate.example"), state, with, clock);
    }

    private SignedJWT mint(SignedAssertions from) throws Exception {
        return SignedJWT.parse(from.mint(Callers.ada(), "orders", RULE));
    }

    private static boolean verifies(SignedJWT jwt, SignedAssertions at) throws Exception {
        JWK key = JWKSet.parse(at.jwks()).getKeyByKeyId(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(new ECDSAVerifier(key.toECKey()));
    }

    /** Looks until what a background look brings is there. */
    private static void awaitKeys(SignedAssertions at, int number) throws Exception {
        while (JWKSet.parse(at.jwks()).getKeys().size() != number) {
            Thread.onSpinWait();
        }
    }

    @Test
    void saysWhoWasAdmittedWhereAndWhy() throws Exception {
        var claims = mint(assertions).getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo("https://gate.example");
        assertThat(claims.getAudience()).containsExactly("orders");
        assertThat(claims.getSubject()).isEqualTo(Callers.ada().object().toString());
        assertThat(claims.getStringClaim("tid")).isEqualTo(Callers.CONTOSO.toString());
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("Viewer"));
        assertThat(claims.getStringClaim("rule")).isEqualTo("routes[3]");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(clock.instant());
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(claims.getJWTID()).isNotEqualTo(mint(assertions).getJWTClaimsSet().getJWTID());
    }

    @Test
    void signsWithAPublishedKey() throws Exception {
        SignedJWT jwt = mint(assertions);

        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(verifies(jwt, assertions)).isTrue();
    }

    @Test
    void publishesNoPrivateKey() throws Exception {
        assertThat(JWKSet.parse(assertions.jwks()).getKeys()).noneMatch(JWK::isPrivate);
        assertThat(state.dump()).doesNotContain("\"d\"").doesNotContain("kty");
    }

    @Test
    void tellsUntilWhenAnAssertionServes() {
        var issued = assertions.issue(Callers.ada(), "orders", RULE);

        assertThat(issued.renewAt()).isEqualTo(clock.instant().plusSeconds(240));
        assertThat(issued.expiresAt()).isEqualTo(clock.instant().plusSeconds(300));
        assertThat(issued.toString()).doesNotContain(issued.jwt());
    }

    @Test
    void sharesItsKeysWithReplicasAndTheNextStart() throws Exception {
        SignedJWT jwt = mint(assertions);

        assertThat(verifies(jwt, replica(sealing))).isTrue();
        assertThat(mint(replica(sealing)).getHeader().getKeyID())
                .isEqualTo(jwt.getHeader().getKeyID());
    }

    @Test
    void publishesTheNextKeyBeforeItSigns() throws Exception {
        String first = mint(assertions).getHeader().getKeyID();
        clock.advance(Duration.ofHours(23));
        awaitKeys(assertions, 2);
        assertThat(mint(assertions).getHeader().getKeyID()).isEqualTo(first);

        SignedAssertions other = replica(sealing);
        other.jwks();
        clock.advance(Duration.ofMinutes(29));
        other.jwks();
        clock.advance(Duration.ofMinutes(29));
        SignedJWT last = mint(assertions);
        assertThat(last.getHeader().getKeyID()).isEqualTo(first);

        clock.advance(Duration.ofMinutes(2));
        SignedJWT next = mint(assertions);
        assertThat(next.getHeader().getKeyID()).isNotEqualTo(first);
        assertThat(verifies(next, other)).isTrue();
        assertThat(verifies(last, other)).isTrue();
    }

    @Test
    void listsTheLastKeyUntilItsAssertionsHaveEnded() throws Exception {
        mint(assertions);
        clock.advance(Duration.ofHours(23));
        awaitKeys(assertions, 2);

        clock.advance(Duration.ofMinutes(69));
        awaitKeys(assertions, 2);
        clock.advance(Duration.ofMinutes(1));
        awaitKeys(assertions, 1);
    }

    @Test
    void startsAnewAfterDaysOfSilence() throws Exception {
        SignedJWT old = mint(assertions);
        clock.advance(Duration.ofDays(3));

        assertThat(verifies(mint(assertions), assertions)).isTrue();
        assertThat(verifies(old, assertions)).isFalse();
    }

    @Test
    void startsAnewWhenTheKeyThatSealedTheRingIsGone() throws Exception {
        mint(assertions);
        SignedAssertions after = replica(new FakeSealing());

        assertThat(verifies(mint(after), after)).isTrue();
    }
}
