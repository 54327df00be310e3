package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Discovery: OpenID metadata and key sets, v1.0 and v2.0, and instance discovery. Issuers always
 * have the https origin; endpoints have the origin that was asked.
 */
final class Metadata {
    private static final String TEMPLATE = "{tenantid}";

    private final World world;
    private final TenantKeys keys;
    private final AccessTokens tokens;
    private final Origins origins;
    private final Errors errors;

    Metadata(World world, TenantKeys keys, AccessTokens tokens, Origins origins, Errors errors) {
        this.world = world;
        this.keys = keys;
        this.tokens = tokens;
        this.origins = origins;
        this.errors = errors;
    }

    /**
     * {@code /{tenant}/v2.0/.well-known/openid-configuration} and the form without {@code v2.0}.
     */
    Handler document(boolean v2) {
        return request -> answer(request, authority -> document(request, authority, v2));
    }

    /** {@code /{tenant}/discovery/v2.0/keys} and the form without {@code v2.0}. */
    Handler keySet(boolean v2) {
        return request -> answer(request, authority -> keySet(authority, v2));
    }

    /** {@code /common/discovery/instance}: knows the emulator's own hosts only. */
    Response instance(Request request) {
        String asked = request.query("authorization_endpoint").orElse("");
        Set<String> hosts =
                Set.of(
                        origins.https().getAuthority(),
                        origins.http().getAuthority(),
                        "login.microsoftonline.com",
                        "login.windows.net",
                        "login.microsoft.com",
                        "sts.windows.net");
        String host = authority(asked);
        if (!hosts.contains(host)) {
            return Cors.readable(
                    request,
                    errors.json(
                            request,
                            Aadsts.of(50049, "invalid_instance", "Unknown or invalid instance.")));
        }
        String own = origins.https().getAuthority();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "tenant_discovery_endpoint",
                origins.https() + "/common/v2.0/.well-known/openid-configuration");
        body.put("api-version", "1.1");
        body.put(
                "metadata",
                List.of(
                        Map.of(
                                "preferred_network",
                                own,
                                "preferred_cache",
                                own,
                                "aliases",
                                List.of(own, origins.http().getAuthority()))));
        return Cors.readable(request, Response.json(200, body));
    }

    private interface Body {
        Map<String, Object> of(Authority authority);
    }

    private Response answer(Request request, Body body) {
        try {
            Authority authority = Authority.of(world, request.variable("tenant"));
            return Cors.readable(
                    request,
                    Response.json(200, body.of(authority))
                            .with("Cache-Control", "max-age=86400, private"));
        } catch (Refused refusal) {
            return Cors.readable(request, errors.json(request, refusal.why()));
        }
    }

    private Map<String, Object> document(Request request, Authority authority, boolean v2) {
        String tenant = authority.tenant().map(one -> one.id().toString()).orElse(authority.name());
        String issued = authority.tenant().map(one -> one.id().toString()).orElse(TEMPLATE);
        String base = request.origin() + "/" + tenant;
        String version = v2 ? "/v2.0" : "";
        Map<String, Object> doc = new LinkedHashMap<>();
        doc.put("token_endpoint", base + "/oauth2" + version + "/token");
        doc.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        doc.put("jwks_uri", base + "/discovery" + version + "/keys");
        doc.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        doc.put("subject_types_supported", List.of("pairwise"));
        doc.put("id_token_signing_alg_values_supported", List.of("RS256"));
        doc.put("response_types_supported", List.of("code"));
        doc.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        doc.put(
                "issuer",
                v2
                        ? origins.https() + "/" + issued + "/v2.0"
                        : "https://sts.windows.net/" + issued + "/");
        doc.put("request_uri_parameter_supported", false);
        doc.put("device_authorization_endpoint", base + "/oauth2" + version + "/devicecode");
        doc.put("authorization_endpoint", base + "/oauth2" + version + "/authorize");
        doc.put("code_challenge_methods_supported", List.of("plain", "S256"));
        doc.put("end_session_endpoint", base + "/oauth2" + version + "/logout");
        doc.put("http_logout_supported", true);
        doc.put("frontchannel_logout_supported", false);
        doc.put(
                "claims_supported",
                List.of(
                        "sub",
                        "iss",
                        "aud",
                        "exp",
                        "iat",
                        "nonce",
                        "name",
                        "tid",
                        "ver",
                        "preferred_username",
                        "email"));
        authority.tenant().ifPresent(_ -> doc.put("tenant_region_scope", "EU"));
        doc.put("cloud_instance_name", "microsoftonline.com");
        doc.put("cloud_graph_host_name", "graph.windows.net");
        doc.put("msgraph_host", "graph.microsoft.com");
        doc.put("rbac_url", "https://pas.windows.net");
        return doc;
    }

    private Map<String, Object> keySet(Authority authority, boolean v2) {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<Tenant> tenants = authority.tenant().map(List::of).orElseGet(world::tenants);
        for (Tenant tenant : tenants) {
            String issuer = v2 ? tokens.issuerV2(tenant.id()) : tokens.issuerV1(tenant.id());
            for (SigningKey key : keys.all(tenant.id())) {
                entries.add(key.jwk(issuer));
            }
        }
        return Map.of("keys", entries);
    }

    private static String authority(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getAuthority()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
