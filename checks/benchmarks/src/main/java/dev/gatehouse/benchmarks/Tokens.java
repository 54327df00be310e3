package dev.gatehouse.benchmarks;

import dev.gatehouse.authenticate.tokens.SigningKey;
import dev.gatehouse.authenticate.tokens.Tenants;
import dev.gatehouse.authenticate.tokens.TokenConfig;
import dev.gatehouse.authenticate.tokens.TokenValidator;
import dev.gatehouse.authenticate.tokens.Validation;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestKey;
import dev.gatehouse.testkit.TestTokens;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tokens that differ in their {@code uti}, and a validator that accepts them. */
final class Tokens {
    private Tokens() {}

    static List<String> distinct(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestTokens.valid().claim("uti", "uti-%018d".formatted(i)).sign())
                .toList();
    }

    static TokenValidator validator(Provider provider) {
        var key = Optional.of(new SigningKey(TestKey.TRUSTED.publicKey(), Optional.empty()));
        return new TokenValidator(
                (_, _, _) -> key,
                TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO)),
                TestClock.standing(),
                Optional.of(provider));
    }

    /** The caller whom the tokens name, as validation finds them. */
    static Principal caller() {
        return switch (validator(CryptoProvider.JDK.load()).validate(distinct(1).getFirst())) {
            case Validation.Valid(var token) -> token.principal();
            case Validation.Invalid(var why, _) -> throw new IllegalStateException(why.toString());
        };
    }
}
