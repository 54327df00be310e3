package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.UUID;

/** An application's own token, RFC 6749 section 4.4. It may come without any role. */
final class ClientCredentialsGrant {
    private final World world;
    private final TokenAnswers answers;

    ClientCredentialsGrant(World world, TokenAnswers answers) {
        this.world = world;
        this.answers = answers;
    }

    /**
     * The token.
     *
     * @throws Refused 9001023, 7000218, 9002326, 1002012 or that of the scope
     */
    TokenAnswers.Answer redeem(TokenEndpoint.Asked asked) {
        AppRegistration app = asked.client().app();
        if (asked.authority().name().equals("common")
                || asked.authority().name().equals("consumers")) {
            throw new Refused(OnBehalfOfGrant.notOverCommon());
        }
        if (asked.client().proof().equals("0")) {
            throw new Refused(
                    Aadsts.invalidClient(
                                    7000218,
                                    "The request body must contain the following parameter:"
                                            + " 'client_assertion' or 'client_secret'.")
                            .withPage());
        }
        String text = asked.need("scope");
        UUID tenant = asked.authority().tenant().map(Tenant::id).orElse(app.tenant());
        ScopeRequest scope = ScopeRequest.one(world, asked.authority().directory(), text);
        if (!scope.everything() || !scope.permissions().isEmpty()) {
            throw new Refused(
                    Aadsts.invalidScope(
                            1002012,
                            "The provided value for scope "
                                    + text
                                    + " is not valid. Client credential flows must have a scope value"
                                    + " with /.default suffixed to the resource identifier"
                                    + " (application ID URI)."));
        }
        if (world.servicePrincipal(scope.api().clientId(), tenant).isEmpty()) {
            throw new Refused(
                    ScopeRequest.unknownResource(scope.audience(), asked.authority().directory()));
        }
        return answers.forApp(tenant, app.clientId(), asked.client().proof(), scope);
    }
}
