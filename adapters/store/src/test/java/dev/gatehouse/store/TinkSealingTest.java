package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkSealingTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] PLAIN = "a session".getBytes(UTF_8);

    @TempDir Path directory;
    private EmbeddedDatabase database;
    private Path file;

    @BeforeEach
    void open() {
        database = EmbeddedDatabase.open(directory.resolve("data"));
        file = directory.resolve("data/keys.json");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void opensWhatItSealedUnderTheSameContextOnly() {
        TinkSealing sealing = at(NOON);
        byte[] sealed = sealing.seal(PLAIN, "session:1");
        assertThat(sealing.open(sealed, "session:1")).contains(PLAIN);
        assertThat(sealing.open(sealed, "session:2")).isEmpty();
        assertThat(sealing.seal(PLAIN, "session:1")).isNotEqualTo(sealed);
    }

    @Test
    void opensNothingThatWasAltered() {
        TinkSealing sealing = at(NOON);
        byte[] sealed = sealing.seal(PLAIN, "c");
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(sealing.open(altered, "c")).isEmpty();
        }
        assertThat(sealing.open(new byte[0], "c")).isEmpty();
        assertThat(sealing.open(new byte[5], "c")).isEmpty();
    }

    @Test
    void sealsWithAKeyOfTheCaller() {
        TinkSealing sealing = at(NOON);
        byte[] key = new byte[32];
        byte[] other = new byte[32];
        other[31] = 1;
        byte[] sealed = sealing.sealWith(key, PLAIN, "c");
        assertThat(sealing.openWith(key, sealed, "c")).contains(PLAIN);
        assertThat(sealing.openWith(other, sealed, "c")).isEmpty();
        assertThat(sealing.openWith(key, sealed, "d")).isEmpty();
        assertThat(sealing.openWith(key, new byte[3], "c")).isEmpty();
        assertThatThrownBy(() -> sealing.sealWith(new byte[16], PLAIN, "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsKeysOverARestart() {
        TinkSealing first = at(NOON);
        byte[] sealed = first.seal(PLAIN, "c");
        String hash = first.keyedHash("a");
        close();
        open();
        TinkSealing second = at(NOON.plusSeconds(1));
        assertThat(second.open(sealed, "c")).contains(PLAIN);
        assertThat(second.keyedHash("a")).isEqualTo(hash).matches("[0-9a-f]{64}");
    }

    @Test
    void sealsWithANewKeyAfterThirtyDaysAndForgetsTheOldSixtyDaysLater() {
        byte[] sealed = at(NOON).seal(PLAIN, "c");
        String hash = at(NOON).keyedHash("a");
        Instant replaced = NOON.plus(Duration.ofDays(30));
        assertThat(keyId(at(replaced.minusSeconds(1)).seal(PLAIN, "c"))).isEqualTo(keyId(sealed));
        assertThat(keyId(at(replaced).seal(PLAIN, "c"))).isNotEqualTo(keyId(sealed));
        Instant last = replaced.plus(Duration.ofDays(60));
        assertThat(at(last).open(sealed, "c")).contains(PLAIN);
        assertThat(at(last.plusSeconds(1)).open(sealed, "c")).isEmpty();
        assertThat(at(last.plusSeconds(1)).keyedHash("a")).isEqualTo(hash);
    }

    @Test
    void anOldKeyStillOpensForSixtyDaysAfterALongPause() {
        byte[] sealed = at(NOON).seal(PLAIN, "c");
        assertThat(at(NOON.plus(Duration.ofDays(400))).open(sealed, "c")).contains(PLAIN);
    }

    @Test
    void aDamagedFileIsAClearErrorAndIsKept() throws IOException {
        at(NOON);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> at(NOON))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("is damaged")
                    .hasNoCause();
            assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        }
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> at(NOON)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aMissingFileIsNotReplacedByNewKeys() throws IOException {
        at(NOON);
        Files.delete(file);
        assertThatThrownBy(() -> at(NOON))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesTheKeysOfAnotherStore() throws IOException {
        at(NOON);
        try (var other = EmbeddedDatabase.open(directory.resolve("other"))) {
            TinkSealing.open(other, InstantSource.fixed(NOON));
        }
        Files.write(file, Files.readAllBytes(directory.resolve("other/keys.json")));
        assertThatThrownBy(() -> at(NOON)).hasMessageContaining("another store");
    }

    @Test
    void readsKeysWithoutChangingThemBesideAWriter() throws IOException {
        String hash = at(NOON).keyedHash("a");
        byte[] before = Files.readAllBytes(file);
        try (var reading = EmbeddedDatabase.openReadOnly(directory.resolve("data"))) {
            Instant old = NOON.plus(Duration.ofDays(90));
            assertThat(TinkSealing.open(reading, InstantSource.fixed(old)).keyedHash("a"))
                    .isEqualTo(hash);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void takesItsKeysFromASharedSecret() {
        String secret = TinkSealing.newSecret(InstantSource.fixed(NOON));
        byte[] sealed = TinkSealing.ofSecret(secret).seal(PLAIN, "c");
        assertThat(TinkSealing.ofSecret(secret + "\n").open(sealed, "c")).contains(PLAIN);
        String other = TinkSealing.newSecret(InstantSource.fixed(NOON));
        assertThat(TinkSealing.ofSecret(other).open(sealed, "c")).isEmpty();
    }

    @Test
    void aDamagedSecretIsNotRepeatedInTheError() {
        String secret = TinkSealing.newSecret(InstantSource.fixed(NOON));
        for (String damaged : new String[] {"", "?" + secret, secret.substring(4), "bm9wZQ=="}) {
            assertThatThrownBy(() -> TinkSealing.ofSecret(damaged))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain(secret.substring(4, 20), "bm9wZQ");
        }
    }

    @Test
    void printsNoKey() {
        KeyRing ring = KeyRing.fresh(NOON);
        String key = Base64.getEncoder().encodeToString(ring.sealing().getFirst().key());
        assertThat(ring.toString() + ring.sealing() + at(NOON)).doesNotContain(key, "[B@");
    }

    private TinkSealing at(Instant now) {
        return TinkSealing.open(database, InstantSource.fixed(now));
    }

    private static int keyId(byte[] sealed) {
        return java.nio.ByteBuffer.wrap(sealed).getInt(1);
    }
}
