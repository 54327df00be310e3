package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The on-behalf-of exchange by MSAL4J (Microsoft: "Microsoft identity platform and OAuth 2.0
 * On-Behalf-Of flow"), always at the caller's own tenant. Remembers nothing.
 */
public final class EntraOnBehalfOf implements OnBehalfOf {
    private final EntraClient client;

    public EntraOnBehalfOf(EntraClient client) {
        this.client = client;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Claims that are not a JSON object are refused as {@code OTHER}: Entra could not read them.
     */
    @Override
    public Exchange exchange(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        if (claims.isPresent() && Json.object(claims.get().json()).isEmpty()) {
            return new Exchange.Refused(
                    new GrantRefusal(GrantRefusal.Kind.OTHER, 0, Optional.empty(), ""));
        }
        var parameters =
                OnBehalfOfParameters.builder(
                                Set.of(scope.value()), new UserAssertion(assertion.value()))
                        .skipCache(true);
        claims.ifPresent(it -> parameters.claimsFromClient(it.json()));
        Instant asked = client.clock().instant();
        TokenAnswer answer =
                client.ask(
                        tenant.toString(),
                        application -> application.acquireToken(parameters.build()));
        return switch (answer) {
            case TokenAnswer.Issued issued ->
                    new Exchange.Issued(
                            new AccessToken(issued.accessToken(), asked.plus(issued.lifetime())));
            case TokenAnswer.Refused(var why) -> new Exchange.Refused(why);
        };
    }
}
