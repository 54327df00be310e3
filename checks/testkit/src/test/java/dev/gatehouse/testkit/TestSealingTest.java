package dev.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TestSealingTest {
    private final TestSealing sealing = new TestSealing();
    private final byte[] plain = "plain".getBytes(StandardCharsets.UTF_8);

    @Test
    void opensWhatItSealed() {
        assertThat(sealing.open(sealing.seal(plain, "a"), "a")).hasValue(plain);
    }

    @Test
    void doesNotOpenUnderAnotherContext() {
        assertThat(sealing.open(sealing.seal(plain, "a"), "b")).isEmpty();
    }

    @Test
    void doesNotOpenWhatWasAltered() {
        byte[] sealed = sealing.seal(plain, "a");
        sealed[sealed.length - 1] ^= 1;

        assertThat(sealing.open(sealed, "a")).isEmpty();
    }

    @Test
    void opensUnderTheCallersKeyAlone() {
        byte[] key = new byte[32];
        byte[] other = new byte[32];
        other[0] = 1;
        byte[] sealed = sealing.sealWith(key, plain, "a");

        assertThat(sealing.openWith(key, sealed, "a")).hasValue(plain);
        assertThat(sealing.openWith(other, sealed, "a")).isEmpty();
    }

    @Test
    void hashesTheSameTextAlike() {
        assertThat(sealing.keyedHash("a"))
                .isEqualTo(sealing.keyedHash("a"))
                .isNotEqualTo(sealing.keyedHash("b"))
                .matches("[0-9a-f]{64}");
    }
}
