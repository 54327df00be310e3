package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Authorization codes, RFC 6749 section 4.1: ten minutes, and one redemption only. */
final class AuthorizationCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final WorldClock clock;
    private final Secrets secrets = new Secrets();
    private final Bounded<Issued> codes = new Bounded<>(MOST);

    AuthorizationCodes(WorldClock clock) {
        this.clock = clock;
    }

    /**
     * What a code stands for.
     *
     * @param challenge PKCE's {@code code_challenge}; empty if none was sent
     * @param plain whether the challenge is the verifier itself
     */
    record Issued(
            Grant grant,
            String redirect,
            String scope,
            String challenge,
            boolean plain,
            boolean capable,
            Instant issuedAt,
            AtomicBoolean redeemed) {
        Issued(
                Grant grant,
                String redirect,
                String scope,
                String challenge,
                boolean plain,
                boolean capable,
                Instant issuedAt) {
            this(grant, redirect, scope, challenge, plain, capable, issuedAt, new AtomicBoolean());
        }

        /** True for exactly one caller. */
        boolean redeem() {
            return redeemed.compareAndSet(false, true);
        }
    }

    String issue(Issued code) {
        String name = "1." + secrets.name();
        codes.put(name, code);
        return name;
    }

    Optional<Issued> find(String name) {
        return codes.get(name);
    }

    boolean expired(Issued code) {
        return !clock.instant().isBefore(code.issuedAt().plus(LIFETIME));
    }
}
