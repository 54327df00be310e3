package dev.gatehouse.act.upstreams;

import dev.gatehouse.act.credentials.SingleFlight;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The key ring that all replicas share, sealed in the state; looked at again every five minutes in
 * the background. A next key is written by one replica, under a lease, an hour before it signs.
 */
final class AssertionKeys {
    static final Duration LOOKED_AT_EVERY = Duration.ofMinutes(5);

    /** Well before a key signs that another replica published. */
    private static final Duration TOO_OLD = KeyRing.PUBLISHED_AHEAD.dividedBy(2);

    private static final int LOOKS = 40;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String NAME = "assertion-keys";
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final ShortLivedState state;
    private final Sealing sealing;
    private final InstantSource clock;
    private final SingleFlight<KeyRing> flights = new SingleFlight<>();
    private volatile Seen seen = new Seen(KeyRing.EMPTY, Instant.MIN, Instant.MIN);

    AssertionKeys(ShortLivedState state, Sealing sealing, InstantSource clock) {
        this.state = state;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** What the state held when it was last looked at. */
    private record Seen(KeyRing ring, Instant lookAgainAt, Instant tooOldAt) {
        Seen lookAgainAt(Instant at) {
            return new Seen(ring, at, tooOldAt);
        }
    }

    /** The key that signs now. */
    AssertionKey signing() {
        Instant now = clock.instant();
        return ring(now).signing(now).orElseThrow();
    }

    /** The public keys, as JSON. */
    String publicJson() {
        Instant now = clock.instant();
        return ring(now).publicJson(now);
    }

    /** A ring that signs now. Waits for the state if the one in memory does not or is too old. */
    private KeyRing ring(Instant now) {
        Seen last = seen;
        if (last.ring().signing(now).isEmpty() || !now.isBefore(last.tooOldAt())) {
            return flights.get(NAME, () -> look(now));
        }
        if (!now.isBefore(last.lookAgainAt())) {
            seen = last.lookAgainAt(now.plus(LOOKED_AT_EVERY));
            flights.start(NAME, () -> look(now));
        }
        return last.ring();
    }

    private KeyRing look(Instant now) {
        KeyRing ring = stored();
        if (ring.keys().isEmpty()) {
            ring = create(now);
        } else if (ring.wantsNext(now)) {
            ring = extend(ring, now);
        }
        seen = new Seen(ring, now.plus(LOOKED_AT_EVERY), now.plus(TOO_OLD));
        return ring;
    }

    private KeyRing stored() {
        return state.get(Space.SIGNING_KEY, NAME)
                .flatMap(bytes -> sealing.open(bytes, NAME))
                .map(KeyRing::read)
                .orElse(KeyRing.EMPTY);
    }

    /** The first ring; of many replicas, one writes it. */
    private KeyRing create(Instant now) {
        KeyRing fresh = KeyRing.EMPTY.withNext(now);
        byte[] sealed = sealing.seal(fresh.write(), NAME);
        if (state.putIfAbsent(Space.SIGNING_KEY, NAME, sealed, fresh.endsAt())) {
            return fresh;
        }
        KeyRing other = stored();
        boolean unreadable = other.keys().isEmpty();
        return unreadable ? save(fresh) : other;
    }

    /** Another replica may be about it; that matters only if nobody signs now. */
    private KeyRing extend(KeyRing last, Instant now) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<ShortLivedState.Lease> lease = state.lease(NAME, LEASE);
            if (lease.isPresent()) {
                try (var _ = lease.get()) {
                    KeyRing ring = stored();
                    return ring.wantsNext(now) ? save(ring.withNext(now)) : ring;
                }
            }
            if (last.signing(now).isPresent()) {
                return last;
            }
            pause();
            KeyRing other = stored();
            if (other.signing(now).isPresent()) {
                return other;
            }
        }
        return save(last.withNext(now)); // the other replica is slower than we are patient
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another replica makes a key");
        }
    }

    private KeyRing save(KeyRing ring) {
        state.put(Space.SIGNING_KEY, NAME, sealing.seal(ring.write(), NAME), ring.endsAt());
        return ring;
    }
}
