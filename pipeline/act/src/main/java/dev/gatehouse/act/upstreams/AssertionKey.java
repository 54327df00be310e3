package dev.gatehouse.act.upstreams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;

/**
 * A key pair that signs assertions for a day. It is published before, so that every replica lists
 * it when the first one signs with it, and after, until the last assertion has ended.
 */
final class AssertionKey {
    static final Duration SIGNS_FOR = Duration.ofHours(24);

    /** The life of an assertion, and as much again for clocks that differ. */
    private static final Duration LISTED_AFTER = SignedAssertions.LIFE.multipliedBy(2);

    private final ECKey pair;
    private final Instant signsFrom;
    private final JWSSigner signer;

    AssertionKey(ECKey pair, Instant signsFrom) {
        this.pair = pair;
        this.signsFrom = signsFrom;
        try {
            this.signer = new ECDSASigner(pair);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the key pair does not sign ES256", unusable);
        }
    }

    static AssertionKey generate(Instant signsFrom) {
        try {
            ECKey pair =
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint(true)
                            .generate();
            return new AssertionKey(pair, signsFrom);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("no P-256 key pair can be generated", unusable);
        }
    }

    ECKey pair() {
        return pair;
    }

    JWSSigner signer() {
        return signer;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    Instant signsUntil() {
        return signsFrom.plus(SIGNS_FOR);
    }

    Instant listedUntil() {
        return signsUntil().plus(LISTED_AFTER);
    }

    boolean signsAt(Instant now) {
        return !now.isBefore(signsFrom) && now.isBefore(signsUntil());
    }

    @Override
    public String toString() {
        return "AssertionKey[" + pair.getKeyID() + " from " + signsFrom + "]";
    }
}
