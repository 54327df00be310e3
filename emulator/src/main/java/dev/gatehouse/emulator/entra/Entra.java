package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Router;
import dev.gatehouse.emulator.world.World;
import java.util.List;

/** Entra ID: wires its endpoints. */
public final class Entra implements Handler {
    private final Router router;

    /** Entra over a world, with the issuers of {@code origins}. */
    public Entra(World world, TenantKeys keys, AccessTokens tokens, Origins origins) {
        Errors errors = new Errors(world);
        Policy policy = new Policy(world);
        AuthorizationCodes codes = new AuthorizationCodes(world.clock());
        RefreshTokens refreshTokens = new RefreshTokens(world.clock());
        BrowserSessions sessions = new BrowserSessions(world);
        Passwords passwords = new Passwords(world);
        Pages pages = new Pages(world);
        TokenAnswers answers = new TokenAnswers(world, tokens, refreshTokens);
        ClientAssertions assertions =
                new ClientAssertions(world, tokens, origins, new ForeignKeys());
        DeviceCodes deviceCodes = new DeviceCodes(world.clock());
        TokenEndpoint token =
                new TokenEndpoint(
                        world,
                        errors,
                        new ClientAuthentication(world, assertions),
                        new CodeGrant(world, codes, policy, answers),
                        new RefreshGrant(world, refreshTokens, policy, answers),
                        new ClientCredentialsGrant(world, answers),
                        new OnBehalfOfGrant(world, tokens, policy, answers),
                        new DeviceCodeGrant(world, deviceCodes, policy, answers));
        Metadata metadata = new Metadata(world, keys, tokens, origins, errors);
        Authorize authorize =
                new Authorize(world, errors, policy, sessions, codes, passwords, pages);
        AdminConsent consent = new AdminConsent(world, errors, sessions, passwords, pages);
        DeviceSignIn device =
                new DeviceSignIn(
                        world,
                        origins,
                        errors,
                        policy,
                        deviceCodes,
                        new DeviceSignIn.Browser(sessions, passwords, pages));
        Logout logout = new Logout(world, sessions);
        router = Router.exact(errors::kit);
        router.route("OPTIONS", "/{any...}", _ -> Cors.preflight());
        router.route("GET", "/common/discovery/instance", metadata::instance);
        router.route("GET", "/favicon.ico", _ -> Response.empty(204));
        router.route("GET", "/{tenant}/oauth2/deviceauth", device::page);
        router.route("POST", "/{tenant}/oauth2/deviceauth", device::page);
        for (String version : List.of("", "/v2.0")) {
            boolean v2 = !version.isEmpty();
            router.route(
                    "GET",
                    "/{tenant}" + version + "/.well-known/openid-configuration",
                    metadata.document(v2));
            router.route("GET", "/{tenant}/discovery" + version + "/keys", metadata.keySet(v2));
            router.route("GET", "/{tenant}/oauth2" + version + "/authorize", authorize);
            router.route("POST", "/{tenant}/oauth2" + version + "/authorize", authorize);
            router.route("POST", "/{tenant}/oauth2" + version + "/token", token);
            router.route(
                    "GET",
                    "/{tenant}/oauth2" + version + "/token",
                    request -> errors.json(request, onlyPost()));
            router.route("POST", "/{tenant}/oauth2" + version + "/devicecode", device::begin);
            router.route("GET", "/{tenant}/oauth2" + version + "/logout", logout);
            router.route("POST", "/{tenant}/oauth2" + version + "/logout", logout);
            router.route("GET", "/{tenant}" + version + "/adminconsent", consent.endpoint(v2));
            router.route("POST", "/{tenant}" + version + "/adminconsent", consent.endpoint(v2));
        }
    }

    @Override
    public Response handle(Request request) {
        return router.handle(request);
    }

    private static Aadsts onlyPost() {
        return Aadsts.invalidRequest(
                900561, "The endpoint only accepts POST requests. Received a GET request.");
    }
}
