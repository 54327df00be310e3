package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Secret;
import dev.gatehouse.emulator.world.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which client calls the token endpoint, and whether it proved it: by secret in the body or in
 * Basic (RFC 6749 section 2.3.1), by a signed assertion (RFC 7523), or, if public, not at all.
 */
final class ClientAuthentication {
    private static final String ASSERTION_TYPE =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final World world;
    private final ClientAssertions assertions;

    ClientAuthentication(World world, ClientAssertions assertions) {
        this.world = world;
        this.assertions = assertions;
    }

    /**
     * The client.
     *
     * @param proof {@code appidacr}: "0" public, "1" secret, "2" certificate or federated
     */
    record Client(AppRegistration app, String proof) {}

    private record Basic(String id, String secret) {}

    /**
     * The client of a token request.
     *
     * @throws Refused 900144, 700016, 700038, 50194, 7000215, 7000218, 700025 or that of the
     *     assertion
     */
    Client of(Request request, Map<String, String> form, Authority authority) {
        Optional<Basic> basic = basic(request);
        String id =
                Optional.ofNullable(form.get("client_id"))
                        .or(() -> basic.map(Basic::id))
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() -> new Refused(Aadsts.missing("client_id")));
        AppRegistration app = app(world, id, authority);
        Optional<String> secret =
                Optional.ofNullable(form.get("client_secret")).or(() -> basic.map(Basic::secret));
        Optional<String> assertion = Optional.ofNullable(form.get("client_assertion"));
        boolean keyless =
                app.secrets().isEmpty()
                        && app.certificates().isEmpty()
                        && app.federated().isEmpty();
        if (app.publicClient() && (keyless || (secret.isEmpty() && assertion.isEmpty()))) {
            if (secret.isPresent() || assertion.isPresent()) {
                throw new Refused(
                        Aadsts.invalidClient(
                                700025,
                                "Client is public so neither 'client_assertion' nor 'client_secret'"
                                        + " should be presented."));
            }
            return new Client(app, "0");
        }
        if (assertion.isPresent()) {
            if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
                throw new Refused(Aadsts.missing("client_assertion_type"));
            }
            assertions.check(app, assertion.get().trim(), authority);
            return new Client(app, "2");
        }
        if (secret.isEmpty()) {
            throw new Refused(
                    Aadsts.invalidClient(
                                    7000218,
                                    "The request body must contain the following parameter:"
                                            + " 'client_assertion' or 'client_secret'.")
                            .withPage());
        }
        Optional<Secret> known =
                app.secrets().stream().filter(one -> same(one.value(), secret.get())).findFirst();
        if (known.filter(one -> one.expired(world.clock().instant())).isPresent()) {
            throw new Refused(
                    Aadsts.invalidClient(
                                    7000222,
                                    "The provided client secret keys for app '"
                                            + app.clientId()
                                            + "' are expired. Create new keys for your app, or"
                                            + " consider using certificate credentials for added"
                                            + " security.")
                            .withPage());
        }
        if (known.isEmpty()) {
            throw new Refused(
                    Aadsts.invalidClient(
                                    7000215,
                                    "Invalid client secret provided. Ensure the secret being sent in"
                                            + " the request is the client secret value, not the"
                                            + " client secret ID, for a secret added to app '"
                                            + app.clientId()
                                            + "'.")
                            .withPage());
        }
        return new Client(app, "1");
    }

    /**
     * The application with a client id at an authority.
     *
     * @throws Refused 700038, 700016, 7000112 or 50194
     */
    static AppRegistration app(World world, String id, Authority authority) {
        UUID clientId =
                Uuids.parse(id)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.of(
                                                        700038,
                                                        "unauthorized_client",
                                                        id
                                                                + " is not a valid application"
                                                                + " identifier.")));
        Optional<AppRegistration> app = world.app(clientId);
        boolean absent =
                authority
                        .tenant()
                        .filter(one -> world.servicePrincipal(clientId, one.id()).isEmpty())
                        .isPresent();
        if (app.isEmpty() || absent) {
            throw new Refused(Aadsts.unknownClient(id, authority.directory()));
        }
        boolean disabled =
                authority
                        .tenant()
                        .flatMap(one -> world.servicePrincipal(clientId, one.id()))
                        .filter(one -> !one.enabled())
                        .isPresent();
        if (disabled) {
            throw new Refused(
                    Aadsts.of(
                            7000112,
                            "unauthorized_client",
                            "Application '" + id + "'(" + app.get().name() + ") is disabled."));
        }
        if (authority.tenant().isEmpty()
                && !authority.name().equals(Authority.ADFS)
                && !app.get().multiTenant()) {
            throw new Refused(
                    Aadsts.of(
                            50194,
                            "unauthorized_client",
                            "Application '"
                                    + id
                                    + "' is not configured as a multi-tenant application. Usage of the"
                                    + " /common endpoint is not supported for such apps. Use a"
                                    + " tenant-specific endpoint or configure the application to be"
                                    + " multi-tenant."));
        }
        return app.get();
    }

    private static Optional<Basic> basic(Request request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .map(value -> value.substring(6).trim())
                .flatMap(ClientAuthentication::decoded);
    }

    private static Optional<Basic> decoded(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Basic(
                                    URLDecoder.decode(
                                            pair.substring(0, colon), StandardCharsets.UTF_8),
                                    URLDecoder.decode(
                                            pair.substring(colon + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean same(String known, String sent) {
        return MessageDigest.isEqual(
                known.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
