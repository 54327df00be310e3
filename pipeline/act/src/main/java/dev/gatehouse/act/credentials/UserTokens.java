package dev.gatehouse.act.credentials;

import dev.gatehouse.act.credentials.KeptTokens.Place;
import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.ShortLivedState;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Tokens in the caller's name: kept ones, else one exchange for all who wait for the same, in this
 * process and, by a lease, across replicas. A refusal is shared by those who waited for it and is
 * not kept.
 */
final class UserTokens {
    /** Longer than an exchange takes; a holder that died gives way after it. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final OnBehalfOf obo;
    private final KeptTokens kept;
    private final ShortLivedState state;
    private final Patience patience;
    private final SingleFlight<Exchange> flights = new SingleFlight<>();

    UserTokens(OnBehalfOf obo, KeptTokens kept, ShortLivedState state, Patience patience) {
        this.obo = obo;
        this.kept = kept;
        this.state = state;
        this.patience = patience;
    }

    /**
     * A token or Entra's refusal. With {@code claims}, the token that the upstream did not accept
     * is dropped first.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    Exchange get(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        if (claims.isPresent()) {
            kept.drop(kept.place(assertion, tenant, scope, Optional.empty()));
        }
        Place place = kept.place(assertion, tenant, scope, claims);
        Optional<AccessToken> remembered = kept.remembered(place);
        if (remembered.isPresent()) {
            return new Exchange.Issued(remembered.get());
        }
        return flights.get(
                place.name(),
                () -> findOrLead(place, () -> obo.exchange(assertion, tenant, scope, claims)));
    }

    void forget(Assertion assertion) {
        kept.forget(assertion);
    }

    private interface Ask {
        Exchange exchange();
    }

    private Exchange findOrLead(Place place, Ask ask) {
        for (int look = 0; look < patience.looks(); look++) {
            Optional<AccessToken> found = kept.find(place);
            if (found.isPresent()) {
                return new Exchange.Issued(found.get());
            }
            Optional<ShortLivedState.Lease> lease = state.lease("obo/" + place.name(), LEASE);
            if (lease.isPresent()) {
                try (var _ = lease.get()) {
                    return findOrExchange(place, ask);
                }
            }
            pause();
        }
        return exchange(place, ask); // the other replica is slower than we are patient
    }

    /** Under the lease: its last holder may have finished since we looked. */
    private Exchange findOrExchange(Place place, Ask ask) {
        Optional<AccessToken> found = kept.find(place);
        return found.isPresent() ? new Exchange.Issued(found.get()) : exchange(place, ask);
    }

    private Exchange exchange(Place place, Ask ask) {
        Exchange answer = ask.exchange();
        if (answer instanceof Exchange.Issued(AccessToken token)) {
            kept.keep(place, token);
        }
        return answer;
    }

    private void pause() {
        try {
            Thread.sleep(patience.pause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another replica exchanges");
        }
    }
}
