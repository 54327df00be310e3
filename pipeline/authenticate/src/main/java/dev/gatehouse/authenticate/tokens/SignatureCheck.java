package dev.gatehouse.authenticate.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.Provider;
import java.time.InstantSource;
import java.util.Optional;

/** Whether the tenant's own key signed a token. */
final class SignatureCheck {
    private static final int LEAST_KEY_BITS = 2048;

    private final SigningKeys keys;
    private final Optional<Provider> provider;
    private final Forgeries forgeries;

    SignatureCheck(SigningKeys keys, Optional<Provider> provider, InstantSource clock) {
        this.keys = keys;
        this.provider = provider;
        this.forgeries = new Forgeries(clock);
    }

    /** Empty if the signature holds. Called after the header and the origin were found right. */
    Optional<TokenFault> faultOf(CompactToken token, Origin origin) {
        var digest = Forgeries.Digest.of(token.text());
        if (forgeries.contains(digest)) {
            return Optional.of(TokenFault.SIGNATURE);
        }
        Optional<SigningKey> key =
                keys.find(origin.tenant(), origin.version(), token.header().getKeyID());
        if (key.isEmpty()) {
            return Optional.of(TokenFault.UNKNOWN_KEY);
        }
        if (key.get().key().getModulus().bitLength() < LEAST_KEY_BITS
                || !key.get().issuer().map(origin::isOf).orElse(true)) {
            return Optional.of(TokenFault.KEY_NOT_FOR_ISSUER);
        }
        if (!verifies(token, key.get())) {
            forgeries.add(digest);
            return Optional.of(TokenFault.SIGNATURE);
        }
        return Optional.empty();
    }

    private boolean verifies(CompactToken token, SigningKey key) {
        var verifier = new RSASSAVerifier(key.key());
        provider.ifPresent(verifier.getJCAContext()::setProvider);
        try {
            return verifier.verify(token.header(), token.signingInput(), token.signature());
        } catch (JOSEException broken) {
            throw new IllegalStateException("the JVM cannot verify RS256", broken);
        }
    }
}
