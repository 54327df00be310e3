package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * App registrations and what belongs to them, at Microsoft Graph v1.0. Follows pages on Graph's own
 * host alone, so that the token goes nowhere else.
 */
public final class EntraDirectory {
    /** Microsoft Graph's own service principal is the largest object that is read. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private static final int MOST_PAGES = 100;

    private final String base;
    private final Exchange exchange;
    private final Supplier<String> token;
    private final InstantSource clock;

    /**
     * @param token for Graph; asked for at every call
     */
    public EntraDirectory(
            Cloud cloud, EntraHttp http, Supplier<String> token, InstantSource clock) {
        this(cloud, request -> http.send(request, MOST_BYTES), token, clock);
    }

    EntraDirectory(Cloud cloud, Exchange exchange, Supplier<String> token, InstantSource clock) {
        this.base = cloud.graph() + "/v1.0";
        this.exchange = exchange;
        this.token = token;
        this.clock = clock;
    }

    /** The bare exchange, so that tests can do without a network. */
    interface Exchange {
        EntraHttp.Answer send(HttpRequest request) throws IOException;
    }

    /**
     * What the token says of its owner.
     *
     * @param name a user name, or a program's client id
     * @param tenant its id
     */
    public record Owner(String name, String tenant) {}

    /**
     * Whose token it is. Its claims are read and not verified: it is the caller's own.
     *
     * @return empty if the token is no JWT that names a tenant
     * @throws CredentialUnavailable if there is no token
     */
    public Optional<Owner> owner() {
        String[] parts = token.get().split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        return decoded(parts[1])
                .flatMap(Json::object)
                .flatMap(
                        claims ->
                                Json.text(claims, "tid")
                                        .map(tenant -> new Owner(name(claims), tenant)));
    }

    private static Optional<String> decoded(String part) {
        try {
            return Optional.of(
                    new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String name(ObjectNode claims) {
        return Json.text(claims, "upn")
                .or(() -> Json.text(claims, "unique_name"))
                .or(() -> Json.text(claims, "preferred_username"))
                .or(() -> Json.text(claims, "appid"))
                .or(() -> Json.text(claims, "azp"))
                .or(() -> Json.text(claims, "oid"))
                .orElse("somebody");
    }

    /** All entries of a collection, as member {@code value}, over all its pages. */
    public GraphReply list(String path, Map<String, String> query) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        Optional<String> next = Optional.of(base + path + encoded(query));
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                return new GraphReply.Unavailable("more than " + MOST_PAGES + " pages");
            }
            if (!next.get().startsWith(base + "/")) {
                return new GraphReply.Unavailable("its next page is on another host");
            }
            GraphReply reply = send("GET", next.get(), path, BodyPublishers.noBody());
            if (!(reply instanceof GraphReply.Done(ObjectNode body))) {
                return reply;
            }
            if (!(body.path("value") instanceof ArrayNode entries)) {
                return new GraphReply.Unavailable("its answer is no collection");
            }
            all.addAll(entries);
            next = Json.text(body, "@odata.nextLink");
        }
        ObjectNode found = Json.MAPPER.createObjectNode();
        found.set("value", all);
        return new GraphReply.Done(found);
    }

    /** Creates an object, or carries out an action. */
    public GraphReply create(String path, ObjectNode body) {
        return send("POST", base + path, path, BodyPublishers.ofString(body.toString()));
    }

    /** Sets the members that {@code body} names. */
    public GraphReply change(String path, ObjectNode body) {
        return send("PATCH", base + path, path, BodyPublishers.ofString(body.toString()));
    }

    private GraphReply send(String method, String address, String path, BodyPublisher body) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", "Bearer " + token.get())
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json")
                            .method(method, body)
                            .build();
            return reply(exchange.send(request), path);
        } catch (IOException unreachable) {
            return new GraphReply.Unavailable(why(unreachable));
        } catch (IllegalArgumentException noAddress) {
            return new GraphReply.Unavailable("its next page has no address");
        }
    }

    /** The JDK gives a refused connection no message. */
    private String why(IOException unreachable) {
        return Optional.ofNullable(unreachable.getMessage())
                .filter(it -> !it.isBlank())
                .orElseGet(() -> URI.create(base).getAuthority() + " cannot be reached");
    }

    private GraphReply reply(EntraHttp.Answer answer, String path) {
        Optional<ObjectNode> body =
                answer.body().isBlank()
                        ? Optional.of(Json.MAPPER.createObjectNode())
                        : Json.object(answer.body());
        JsonNode error =
                body.<JsonNode>map(it -> it.path("error")).orElse(Json.MAPPER.missingNode());
        String code = Json.text(error, "code").orElse("status " + answer.status());
        String message = Json.text(error, "message").orElse("");
        return switch (answer.status()) {
            case 200, 201, 202, 204 ->
                    body.<GraphReply>map(GraphReply.Done::new)
                            .orElse(new GraphReply.Unavailable("its answer is no JSON object"));
            case 401 -> new GraphReply.Denied(code, "a fresh sign-in: the token is not accepted");
            case 403 -> new GraphReply.Denied(code, roleFor(path));
            case 404 -> new GraphReply.NotFound(message);
            case 429 -> new GraphReply.Throttled(RetryAfter.of(answer.headers(), clock.instant()));
            default ->
                    answer.status() >= 500
                            ? new GraphReply.Unavailable("it answered " + answer.status())
                            : new GraphReply.Rejected(detail(error).orElse(code), message);
        };
    }

    /** The finer code, where Graph gives one beside a general one. */
    private static Optional<String> detail(JsonNode error) {
        return Json.text(error.path("details").path(0), "code");
    }

    /** Who may, by Microsoft's reference of built-in directory roles. */
    private static String roleFor(String path) {
        if (path.startsWith("/oauth2PermissionGrants")) {
            return "the directory role Cloud Application Administrator (or Application"
                    + " Administrator), to consent for everybody";
        }
        return path.startsWith("/applications")
                ? "an owner of the app registration, or the directory role Application Developer"
                        + " (for a new one) or Cloud Application Administrator"
                : "the directory role Cloud Application Administrator";
    }

    private static String encoded(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
