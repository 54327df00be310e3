package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.WorldClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Device codes, RFC 8628: fifteen minutes, and one redemption. */
final class DeviceCodes {
    static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ2456789";
    private static final int LETTERS = 9;
    private static final int MOST = 1_000;

    private final WorldClock clock;
    private final SecureRandom random = new SecureRandom();
    private final Secrets secrets = new Secrets();
    private final Bounded<Pending> byDevice = new Bounded<>(MOST);
    private final Bounded<Pending> byUser = new Bounded<>(MOST);

    DeviceCodes(WorldClock clock) {
        this.clock = clock;
    }

    /** How far a person has come. */
    sealed interface Progress {
        /** Nobody has decided. */
        record Waiting() implements Progress {}

        /** Somebody signed in and said yes. */
        record Approved(Grant grant) implements Progress {}

        /** Somebody said no. */
        record Declined() implements Progress {}

        /** The tokens are given out. */
        record Redeemed() implements Progress {}
    }

    /**
     * A request of a device.
     *
     * @param authority the first path segment that the device used
     */
    record Pending(
            String deviceCode,
            String userCode,
            UUID client,
            String authority,
            String scope,
            Instant issuedAt,
            AtomicReference<Progress> progress) {
        @Override
        public String toString() {
            return "Pending[" + client + "]";
        }
    }

    Pending issue(UUID client, String authority, String scope) {
        StringBuilder user = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            user.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Pending pending =
                new Pending(
                        secrets.name(),
                        user.toString(),
                        client,
                        authority,
                        scope,
                        clock.instant(),
                        new AtomicReference<>(new Progress.Waiting()));
        byDevice.put(pending.deviceCode(), pending);
        byUser.put(pending.userCode(), pending);
        return pending;
    }

    Optional<Pending> device(String code) {
        return byDevice.get(code);
    }

    /** The request behind what a person typed, if it still waits. */
    Optional<Pending> user(String typed) {
        return byUser.get(typed.trim().toUpperCase(Locale.ROOT))
                .filter(one -> !expired(one))
                .filter(one -> one.progress().get() instanceof Progress.Waiting);
    }

    boolean expired(Pending pending) {
        return !clock.instant().isBefore(pending.issuedAt().plus(LIFETIME));
    }
}
