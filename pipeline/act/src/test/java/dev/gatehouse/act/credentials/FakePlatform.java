package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** A managed identity that counts how often it is asked. */
final class FakePlatform implements PlatformCredential {
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;
    private final InstantSource clock;

    FakePlatform(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public AccessToken token(Scope scope) {
        int number = asked.incrementAndGet();
        if (down) {
            throw new CredentialUnavailable("no identity", new IllegalStateException());
        }
        return new AccessToken(
                "platform-token-" + number, clock.instant().plus(Duration.ofHours(1)));
    }

    @Override
    public String describe() {
        return "fake";
    }
}
