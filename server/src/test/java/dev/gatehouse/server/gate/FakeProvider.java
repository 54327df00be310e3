package dev.gatehouse.server.gate;

import dev.gatehouse.authenticate.sessions.IdentityProvider;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Entra without a network: signs Ada in. */
final class FakeProvider implements IdentityProvider {
    private final AtomicReference<String> nonce = new AtomicReference<>("");

    @Override
    public URI authorizeUri(AuthorizeRequest request) {
        nonce.set(request.nonce());
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
        return new Redemption.Redeemed(
                TestTokens.valid().sign(),
                TestTokens.idToken(nonce.get()).sign(),
                Optional.of("refresh-token"));
    }

    @Override
    public Redemption refresh(TenantId tenant, String refreshToken) {
        return new Redemption.Redeemed(TestTokens.valid().sign(), "", Optional.of("refresh-token"));
    }
}
