package dev.gatehouse.authenticate.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestTokens;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token that is changed anywhere passes nowhere, and never causes an exception. */
final class TokenMutationTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= +/\u0000\n\u00e9";
    private static final String VALID = TestTokens.valid().sign();

    private final TokenValidator validator =
            new TokenValidator(
                    new FakeKeys(),
                    TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO)),
                    TestClock.standing());

    /** Seeds: each is one sequence of random changes, the same in every run. */
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** A different last character of each part would decode to the same bytes. */
    static Stream<String> sameBytesSpelledDifferently() {
        var spellings = new ArrayList<String>();
        for (int i = 0; i < ALPHABET.length(); i++) {
            String other = VALID.substring(0, VALID.length() - 1) + ALPHABET.charAt(i);
            if (!other.equals(VALID)) {
                spellings.add(other);
            }
        }
        spellings.add(VALID + "=");
        spellings.add(VALID + "==");
        spellings.add(VALID + "\n");
        spellings.add(" " + VALID);
        spellings.add(VALID.replace(".", ". "));
        spellings.add(VALID + ".");
        return spellings.stream();
    }

    @Test
    void theUnchangedTokenPasses() {
        assertThat(validator.validate(VALID)).isInstanceOf(Validation.Valid.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusesRandomChanges(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder(VALID);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                case 2 -> text.deleteCharAt(at);
                default -> text.setLength(Math.max(1, at));
            }
        }
        if (!text.toString().equals(VALID)) {
            assertThat(validator.validate(text.toString())).isInstanceOf(Validation.Invalid.class);
        }
    }

    @ParameterizedTest
    @MethodSource("sameBytesSpelledDifferently")
    void refusesOtherSpellingsOfTheSameToken(String spelling) {
        assertThat(validator.validate(spelling)).isInstanceOf(Validation.Invalid.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusesPartsOfTwoTokensPutTogether(int seed) {
        String[] one = VALID.split("\\.");
        String[] two = TestTokens.valid().claim("uti", "other" + seed).sign().split("\\.");

        assertThat(validator.validate(one[0] + "." + two[1] + "." + one[2]))
                .isInstanceOf(Validation.Invalid.class);
    }
}
