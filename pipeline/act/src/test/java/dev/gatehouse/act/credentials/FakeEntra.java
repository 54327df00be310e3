package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An on-behalf-of endpoint that says what a test told it to. */
final class FakeEntra implements OnBehalfOf {
    final AtomicInteger exchanges = new AtomicInteger();
    volatile Supplier<Exchange> answer;

    FakeEntra(InstantSource clock) {
        this(clock, Duration.ofHours(1));
    }

    FakeEntra(InstantSource clock, Duration life) {
        answer =
                () ->
                        new Exchange.Issued(
                                new AccessToken(
                                        "user-token-" + exchanges.get(),
                                        clock.instant().plus(life)));
    }

    void refuse(GrantRefusal.Kind kind, int aadsts) {
        refuse(kind, aadsts, Optional.empty());
    }

    void refuse(GrantRefusal.Kind kind, int aadsts, Optional<ClaimsChallenge> claims) {
        answer = () -> new Exchange.Refused(new GrantRefusal(kind, aadsts, claims, "corr-1"));
    }

    @Override
    public Exchange exchange(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        exchanges.incrementAndGet();
        return answer.get();
    }
}
