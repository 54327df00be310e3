package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /{tenant}/oauth2/v2.0/token}, and the v1.0 form of it, which takes {@code resource}.
 */
final class TokenEndpoint implements Handler {
    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final World world;
    private final Errors errors;
    private final ClientAuthentication clients;
    private final CodeGrant code;
    private final RefreshGrant refresh;
    private final ClientCredentialsGrant clientCredentials;
    private final OnBehalfOfGrant onBehalfOf;
    private final DeviceCodeGrant deviceCode;

    TokenEndpoint(
            World world,
            Errors errors,
            ClientAuthentication clients,
            CodeGrant code,
            RefreshGrant refresh,
            ClientCredentialsGrant clientCredentials,
            OnBehalfOfGrant onBehalfOf,
            DeviceCodeGrant deviceCode) {
        this.world = world;
        this.errors = errors;
        this.clients = clients;
        this.code = code;
        this.refresh = refresh;
        this.clientCredentials = clientCredentials;
        this.onBehalfOf = onBehalfOf;
        this.deviceCode = deviceCode;
    }

    /**
     * A token request whose client is known.
     *
     * @param capable whether {@code claims} asks for {@code xms_cc}
     */
    record Asked(
            Request request,
            Map<String, String> form,
            Authority authority,
            ClientAuthentication.Client client,
            boolean capable) {
        String need(String name) {
            return optional(name).orElseThrow(() -> new Refused(Aadsts.missing(name)));
        }

        Optional<String> optional(String name) {
            return Optional.ofNullable(form.get(name)).filter(value -> !value.isBlank());
        }

        boolean wantsClientInfo() {
            return optional("client_info").filter("1"::equals).isPresent();
        }
    }

    @Override
    public Response handle(Request request) {
        Map<String, String> form = fields(request);
        String type = form.getOrDefault("grant_type", "");
        Response response;
        try {
            TokenAnswers.Answer answer = answer(request, form, type);
            response =
                    Errors.stamped(request, Response.json(200, answer.body()), UUID.randomUUID())
                            .by(answer.caller());
        } catch (Refused refusal) {
            response = errors.json(request, refusal.why());
        }
        Response logged = type.isEmpty() ? response : response.grant(label(type));
        return Cors.readable(request, logged);
    }

    private TokenAnswers.Answer answer(Request request, Map<String, String> form, String type) {
        Authority authority = Authority.of(world, request.variable("tenant"));
        if (type.isBlank()) {
            throw new Refused(Aadsts.missing("grant_type"));
        }
        if (label(type).equals("unsupported")) {
            throw new Refused(
                    Aadsts.of(
                            70003,
                            "unsupported_grant_type",
                            "The app requested an unsupported grant type '" + type + "'."));
        }
        ClientAuthentication.Client client = clients.of(request, form, authority);
        ClaimsRequest claims = ClaimsRequest.of(form.getOrDefault("claims", ""));
        Asked asked = new Asked(request, form, authority, client, claims.capable());
        return switch (type) {
            case "authorization_code" -> code.redeem(asked);
            case "refresh_token" -> refresh.redeem(asked);
            case "client_credentials" -> clientCredentials.redeem(asked);
            case DEVICE_CODE, "device_code" -> deviceCode.redeem(asked);
            default -> onBehalfOf.redeem(asked);
        };
    }

    private static String label(String type) {
        return switch (type) {
            case "authorization_code", "refresh_token", "client_credentials" -> type;
            case ON_BEHALF_OF -> "on_behalf_of";
            case DEVICE_CODE, "device_code" -> "device_code";
            default -> "unsupported";
        };
    }

    /** The form; for the v1.0 endpoint {@code resource} becomes a scope. */
    static Map<String, String> fields(Request request) {
        Map<String, String> form = new LinkedHashMap<>(request.form());
        String resource = form.get("resource");
        if (resource != null && !form.containsKey("scope")) {
            form.put("scope", resource + "/.default openid profile offline_access");
        }
        return form;
    }
}
