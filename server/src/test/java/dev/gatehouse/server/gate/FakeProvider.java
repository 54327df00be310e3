package dev.gatehouse.server.gate;

import dev.gatehouse.authenticate.sessions.IdentityProvider;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.testkit.TestTokens;
import java.net.URI;
import java.util.Optional;

/** Entra without a network: signs Ada in. */
final class FakeProvider implements IdentityProvider {
    private volatile String nonce = "";

    @Override
    public URI authorizeUri(AuthorizeRequest request) {
        nonce = request.nonce();
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
                TestTokens.idToken(nonce).sign(),
                Optional.of("refresh-token"));
    }

    @Override
    public Redemption refresh(TenantId tenant, String refreshToken) {
        return new Redemption.Redeemed(TestTokens.valid().sign(), "", Optional.of("refresh-token"));
    }
}
