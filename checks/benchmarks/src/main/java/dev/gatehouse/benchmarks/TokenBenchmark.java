package dev.gatehouse.benchmarks;

import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.Validation;
import dev.gatehouse.testkit.TestKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The first sight of a token, and the least it could cost: one RS256 verification (RFC 7518 section
 * 3.3) with a 2048-bit key by the same provider.
 */
@State(Scope.Thread)
public class TokenBenchmark extends Step {
    private static final int TOKENS = 1_000;

    private record Signed(byte[] input, byte[] signature) {}

    /** Who verifies. */
    @Param public CryptoProvider provider = CryptoProvider.JDK;

    private List<String> tokens = List.of();
    private List<Signed> parts = List.of();
    private TokenValidator validator = Tokens.validator(CryptoProvider.JDK.load());
    private Provider loaded = CryptoProvider.JDK.load();
    private int next;

    /** Signs the tokens and checks once that they pass. */
    @Setup
    public void prepare() {
        loaded = provider.load();
        validator = Tokens.validator(loaded);
        tokens = Tokens.distinct(TOKENS);
        parts = tokens.stream().map(TokenBenchmark::split).toList();
        if (!(validator.validate(tokens.getFirst()) instanceof Validation.Valid)) {
            throw new IllegalStateException("the token is refused");
        }
    }

    /** All of it: form, claims, key, signature, principal. Nothing is remembered. */
    @Benchmark
    public Validation miss() {
        return validator.validate(tokens.get(following()));
    }

    /** The signature alone, over bytes that are ready. */
    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        Signed signed = parts.get(following());
        var rsa = Signature.getInstance("SHA256withRSA", loaded);
        rsa.initVerify(TestKey.TRUSTED.publicKey());
        rsa.update(signed.input());
        return rsa.verify(signed.signature());
    }

    private int following() {
        next = next + 1 == TOKENS ? 0 : next + 1;
        return next;
    }

    private static Signed split(String token) {
        int dot = token.lastIndexOf('.');
        return new Signed(
                token.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
                Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }
}
