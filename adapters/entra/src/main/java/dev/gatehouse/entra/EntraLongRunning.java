package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.ClaimsRequest;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.gatehouse.act.credentials.LongRunning;
import dev.gatehouse.act.credentials.RefreshToken;
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
 * Long-running on-behalf-of by MSAL4J, which asks for {@code offline_access} with every exchange
 * but keeps no refresh token for us: it is taken from the answer.
 */
public final class EntraLongRunning implements LongRunning {
    private final EntraClient client;

    public EntraLongRunning(EntraClient client) {
        this.client = client;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Claims that are not a JSON object are refused as {@code OTHER}: Entra could not read them.
     */
    @Override
    public Exchange begin(
            Assertion assertion, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        if (unreadable(claims)) {
            return notUnderstood();
        }
        var parameters =
                OnBehalfOfParameters.builder(
                                Set.of(scope.value()), new UserAssertion(assertion.value()))
                        .skipCache(true);
        claims.ifPresent(it -> parameters.claimsFromClient(it.json()));
        Instant asked = client.clock().instant();
        return exchange(
                client.ask(
                        tenant.toString(),
                        application -> application.acquireToken(parameters.build())),
                asked);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Claims that are not a JSON object are refused as {@code OTHER}: Entra could not read them.
     */
    @Override
    public Exchange renew(
            RefreshToken token, TenantId tenant, Scope scope, Optional<ClaimsChallenge> claims) {
        if (unreadable(claims)) {
            return notUnderstood();
        }
        var parameters = RefreshTokenParameters.builder(Set.of(scope.value()), token.value());
        claims.ifPresent(it -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(it.json())));
        Instant asked = client.clock().instant();
        return exchange(
                client.ask(
                        tenant.toString(),
                        application -> application.acquireToken(parameters.build())),
                asked);
    }

    private static boolean unreadable(Optional<ClaimsChallenge> claims) {
        return claims.isPresent() && Json.object(claims.get().json()).isEmpty();
    }

    private static Exchange notUnderstood() {
        return new Exchange.Refused(
                new GrantRefusal(GrantRefusal.Kind.OTHER, 0, Optional.empty(), ""));
    }

    private static Exchange exchange(TokenAnswer answer, Instant asked) {
        return switch (answer) {
            case TokenAnswer.Issued issued ->
                    new Exchange.Issued(
                            new AccessToken(issued.accessToken(), asked.plus(issued.lifetime())),
                            issued.refreshToken().map(RefreshToken::new));
            case TokenAnswer.Refused(var why) -> new Exchange.Refused(why);
        };
    }
}
