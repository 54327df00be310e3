package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.testkit.TestTokens;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Entra without a network: signs Ada in, unless a test says otherwise. */
final class FakeEntra implements IdentityProvider {
    final List<AuthorizeRequest> asked = new ArrayList<>();
    final AtomicInteger refreshes = new AtomicInteger();
    UnaryOperator<TestTokens> idToken = token -> token;
    UnaryOperator<TestTokens> accessToken = token -> token;
    Optional<Redemption> answer = Optional.empty();
    Optional<String> refreshToken = Optional.of("refresh-token-secret");
    boolean down;
    Runnable duringRefresh = () -> {};

    @Override
    public URI authorizeUri(AuthorizeRequest request) {
        asked.add(request);
        return URI.create("https://login.example/authorize?state=" + request.state());
    }

    @Override
    public URI adminConsentUri(String tenant, URI redirectUri, String state) {
        return URI.create("https://login.example/consent");
    }

    @Override
    public URI endSessionUri(TenantId tenant, URI afterwards) {
        return URI.create("https://login.example/logout");
    }

    @Override
    public Redemption redeem(String authority, String code, String codeVerifier, URI redirectUri) {
        failIfDown();
        String challenge =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Random32.sha256(codeVerifier));
        AuthorizeRequest request =
                asked.stream()
                        .filter(sent -> sent.codeChallenge().equals(challenge))
                        .findFirst()
                        .orElseThrow();
        return answer.orElseGet(
                () ->
                        new Redemption.Redeemed(
                                accessToken.apply(TestTokens.valid()).sign(),
                                idToken.apply(TestTokens.idToken(request.nonce())).sign(),
                                refreshToken));
    }

    @Override
    public Redemption refresh(TenantId tenant, String token) {
        refreshes.incrementAndGet();
        duringRefresh.run();
        failIfDown();
        return answer.orElseGet(
                () ->
                        new Redemption.Redeemed(
                                accessToken.apply(TestTokens.valid()).sign(), "", refreshToken));
    }

    private void failIfDown() {
        if (down) {
            throw new IdentityProviderUnavailable(
                    "down", Duration.ofSeconds(5), new ConnectException("refused"));
        }
    }
}
