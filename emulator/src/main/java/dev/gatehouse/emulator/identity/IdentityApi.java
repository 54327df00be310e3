package dev.gatehouse.emulator.identity;

import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.MintedToken;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.Router;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The token endpoints of managed identity. All identities of the world are assigned to the host.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">Managed
 *     identity on a virtual machine</a>
 * @see <a href="https://learn.microsoft.com/azure/app-service/overview-managed-identity">Managed
 *     identity in App Service</a>
 */
public final class IdentityApi {
    /** What {@code IDENTITY_HEADER} is on the demo host; it opens nothing but the emulator. */
    public static final String DEMO_HEADER = "identity-demo-header";

    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");
    private static final DateTimeFormatter OLD_TIME =
            DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm:ss a +00:00", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final World world;
    private final AccessTokens tokens;
    private final byte[] identityHeader;

    private IdentityApi(World world, AccessTokens tokens, String identityHeader) {
        this.world = world;
        this.tokens = tokens;
        this.identityHeader = identityHeader.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The endpoints over a world.
     *
     * @param identityHeader what App Service's clients must send as {@code X-IDENTITY-HEADER}
     */
    public static Handler routes(World world, AccessTokens tokens, String identityHeader) {
        IdentityApi api = new IdentityApi(world, tokens, identityHeader);
        return Router.exact((_, status, message) -> notServed(status, message))
                .route("GET", "/metadata/identity/oauth2/token", api::imds)
                .route("*", "/metadata/identity/oauth2/token", _ -> onlyGet())
                .route("GET", "/msi/token", api::appService)
                .route("*", "/msi/token", _ -> onlyGet());
    }

    /** Whether a path is managed identity's, on an origin that it shares with other services. */
    public static boolean owns(List<String> segments) {
        return segments.size() > 1
                && ((segments.get(0).equals("metadata") && !segments.get(1).equals("endpoints"))
                        || segments.get(0).equals("msi"));
    }

    private Response imds(Request request) {
        if (!request.header("metadata").filter("true"::equalsIgnoreCase).isPresent()) {
            return IdentityError.invalid("Required metadata header not specified");
        }
        return issue(request, Selection.IMDS, IdentityApi::imdsAnswer);
    }

    private Response appService(Request request) {
        boolean old = request.query("api-version").filter("2017-09-01"::equals).isPresent();
        String header = request.header(old ? "secret" : "x-identity-header").orElse("");
        if (!MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), identityHeader)) {
            return IdentityError.of(
                    401,
                    "unauthorized_client",
                    "The "
                            + (old ? "secret" : "X-IDENTITY-HEADER")
                            + " header is missing or wrong.");
        }
        return old
                ? issue(request, Selection.APP_SERVICE_2017, IdentityApi::answer2017)
                : issue(request, Selection.APP_SERVICE, IdentityApi::appServiceAnswer);
    }

    private Response issue(
            Request request,
            Map<String, BiPredicate<ManagedIdentity, String>> parameters,
            Answer answer) {
        Optional<String> version = request.query("api-version");
        if (version.isEmpty()) {
            return IdentityError.invalid("Required query variable 'api-version' is missing");
        }
        if (!API_VERSION.matcher(version.get()).matches()) {
            return IdentityError.invalid("The query variable 'api-version' is not a version");
        }
        String resource = request.query("resource").orElse("");
        if (resource.isBlank()) {
            return IdentityError.invalid("Required query variable 'resource' is missing");
        }
        return switch (Selection.of(world, request, parameters)) {
            case Selection.Result.None(Response refused) -> refused;
            case Selection.Result.Found(ManagedIdentity identity) -> {
                Caller caller =
                        new Caller(
                                Caller.Kind.IDENTITY,
                                identity.tenant(),
                                identity.principalId(),
                                identity.clientId(),
                                identity.clientId().toString(),
                                resource,
                                Set.of(),
                                false);
                Response response =
                        known(resource, identity.tenant())
                                ? Response.json(
                                                200,
                                                answer.of(
                                                        identity,
                                                        resource,
                                                        tokens.forManagedIdentity(
                                                                identity, resource)))
                                        .with("Cache-Control", "no-store")
                                : unknownResource(resource, identity.tenant());
                yield response.by(caller);
            }
        };
    }

    /** An API of the tenant, by App ID URI (slash or not at the end) or client id. */
    private boolean known(String resource, UUID tenant) {
        if (resource.equals(AccessTokens.TOKEN_EXCHANGE)) {
            return true;
        }
        String bare = bare(resource);
        return world.apps().stream()
                .filter(app -> world.servicePrincipal(app.clientId(), tenant).isPresent())
                .anyMatch(app -> named(app, bare));
    }

    private static boolean named(AppRegistration app, String bare) {
        return app.clientId().toString().equalsIgnoreCase(bare)
                || app.idUris().stream().anyMatch(uri -> bare(uri).equalsIgnoreCase(bare));
    }

    private static Map<String, String> imdsAnswer(
            ManagedIdentity identity, String resource, MintedToken token) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("access_token", token.value());
        json.put("client_id", identity.clientId().toString());
        json.put("refresh_token", "");
        json.put("expires_in", Long.toString(token.lifetime().toSeconds()));
        json.put("ext_expires_in", Long.toString(token.lifetime().toSeconds()));
        json.put("expires_on", Long.toString(token.expiresAt().getEpochSecond()));
        json.put("not_before", Long.toString(token.notBefore().getEpochSecond()));
        json.put("resource", resource);
        json.put("token_type", "Bearer");
        return json;
    }

    private static Map<String, String> appServiceAnswer(
            ManagedIdentity identity, String resource, MintedToken token) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("access_token", token.value());
        json.put("client_id", identity.clientId().toString());
        json.put("expires_on", Long.toString(token.expiresAt().getEpochSecond()));
        json.put("not_before", Long.toString(token.notBefore().getEpochSecond()));
        json.put("resource", resource);
        json.put("token_type", "Bearer");
        return json;
    }

    private static Map<String, String> answer2017(
            ManagedIdentity identity, String resource, MintedToken token) {
        Map<String, String> json = appServiceAnswer(identity, resource, token);
        json.remove("client_id");
        json.remove("not_before");
        json.put("expires_on", OLD_TIME.format(token.expiresAt()));
        return json;
    }

    private static Response unknownResource(String resource, UUID tenant) {
        return IdentityError.of(
                400,
                "invalid_resource",
                "AADSTS50001: The application named "
                        + resource
                        + " was not found in the tenant named "
                        + tenant
                        + ". This can happen if the application has not been installed by the"
                        + " administrator of the tenant or consented to by any user in the tenant."
                        + " You might have sent your authentication request to the wrong tenant.");
    }

    private static Response onlyGet() {
        return IdentityError.of(405, "invalid_request", "Only GET is allowed.")
                .with("Allow", "GET");
    }

    private static Response notServed(int status, String message) {
        return status == 404
                ? IdentityError.of(404, "not_found", message)
                : IdentityError.of(status, "invalid_request", message);
    }

    private static String bare(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** The JSON of one endpoint's answer; each value is a string. */
    private interface Answer {
        Map<String, String> of(ManagedIdentity identity, String resource, MintedToken token);
    }
}
