package dev.gatehouse.emulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.emulator.entra.Uuids;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.FederatedCredential;
import dev.gatehouse.emulator.world.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code /applications/{id}/addPassword}, {@code …/removePassword} and {@code
 * …/federatedIdentityCredentials}.
 */
final class Credentials {
    private static final Duration LIFETIME = Duration.ofDays(730);
    private static final int MOST_FEDERATED = 20;
    private static final String TYPE = "applications('%s')/federatedIdentityCredentials";

    private final SecureRandom random = new SecureRandom();

    Response handle(GraphCall call, AppRegistration app) {
        return switch (call.request().method() + " " + call.path().action()) {
            case "POST addpassword" -> addPassword(call, app);
            case "POST removepassword" -> removePassword(call, app);
            case "GET federatedidentitycredentials",
                    "POST federatedidentitycredentials",
                    "PATCH federatedidentitycredentials",
                    "DELETE federatedidentitycredentials" ->
                    call.path().rest().size() == 1 ? federated(call, app) : oneFederated(call, app);
            default -> throw call.nothing();
        };
    }

    private Response addPassword(GraphCall call, AppRegistration app) {
        JsonNode asked = call.object().path("passwordCredential");
        Instant now = call.world().clock().instant();
        Instant start = instant(asked.path("startDateTime")).orElse(now);
        Instant end = instant(asked.path("endDateTime")).orElse(start.plus(LIFETIME));
        if (!end.isAfter(start)) {
            throw Denied.value("passwordCredentials.endDateTime");
        }
        byte[] noise = new byte[30];
        random.nextBytes(noise);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
        Secret secret =
                new Secret(
                        UUID.randomUUID(), asked.path("displayName").asText(""), value, start, end);
        List<Secret> all = new ArrayList<>(app.secrets());
        all.add(secret);
        call.world().add(app.change(b -> b.secrets(all)));
        return call.one(
                200, "microsoft.graph.passwordCredential", ApplicationJson.password(secret, value));
    }

    private static Response removePassword(GraphCall call, AppRegistration app) {
        UUID id = ApplicationPatch.id("keyId", call.object().path("keyId"));
        List<Secret> left = app.secrets().stream().filter(one -> !one.id().equals(id)).toList();
        if (left.size() == app.secrets().size()) {
            throw Denied.bad("No password credential found with keyId.");
        }
        call.world().add(app.change(b -> b.secrets(left)));
        return Response.empty(204);
    }

    private static Response federated(GraphCall call, AppRegistration app) {
        if (call.is("GET")) {
            return call.list(
                    TYPE.formatted(app.objectId()),
                    app.federated().stream().map(ApplicationJson::federated).toList());
        }
        if (!call.is("POST")) {
            throw call.nothing();
        }
        if (app.federated().size() >= MOST_FEDERATED) {
            throw new Denied(
                    400,
                    "Request_BadRequest",
                    "The number of FederatedIdentityCredentials exceeds the limit of 20.");
        }
        FederatedCredential wanted = read(UUID.randomUUID(), call.object());
        store(call, app, app.federated(), wanted);
        return call.one(201, TYPE.formatted(app.objectId()), ApplicationJson.federated(wanted));
    }

    private static Response oneFederated(GraphCall call, AppRegistration app) {
        String name = call.path().rest().get(1);
        FederatedCredential found =
                app.federated().stream()
                        .filter(
                                one ->
                                        one.name().equals(name)
                                                || Uuids.parse(name)
                                                        .filter(one.id()::equals)
                                                        .isPresent())
                        .findFirst()
                        .orElseThrow(() -> Denied.missing(name));
        List<FederatedCredential> others =
                app.federated().stream().filter(one -> !one.equals(found)).toList();
        return switch (call.request().method()) {
            case "GET" ->
                    call.one(200, TYPE.formatted(app.objectId()), ApplicationJson.federated(found));
            case "PATCH" -> {
                ObjectNode merged = Json.object();
                merged.setAll((ObjectNode) Json.tree(ApplicationJson.federated(found)));
                call.object().properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
                store(call, app, others, read(found.id(), merged));
                yield Response.empty(204);
            }
            case "DELETE" -> {
                call.world().add(app.change(b -> b.federated(others)));
                yield Response.empty(204);
            }
            default -> throw call.nothing();
        };
    }

    private static void store(
            GraphCall call,
            AppRegistration app,
            List<FederatedCredential> others,
            FederatedCredential wanted) {
        boolean taken =
                others.stream()
                        .anyMatch(
                                one ->
                                        one.name().equals(wanted.name())
                                                || (one.issuer().equals(wanted.issuer())
                                                        && one.subject().equals(wanted.subject())));
        if (taken) {
            throw new Denied(
                    409,
                    "Request_MultipleObjectsWithSameKeyValue",
                    "FederatedIdentityCredential with this name, or with this issuer and subject,"
                            + " already exists.");
        }
        List<FederatedCredential> all = new ArrayList<>(others);
        all.add(wanted);
        call.world().add(app.change(b -> b.federated(all)));
    }

    private static FederatedCredential read(UUID id, JsonNode body) {
        String name = body.path("name").asText("");
        String issuer = body.path("issuer").asText("");
        String subject = body.path("subject").asText("");
        JsonNode audiences = body.path("audiences");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{2,119}")) {
            throw Denied.value("name");
        }
        if (!issuer.startsWith("https://") || issuer.length() > 600) {
            throw Denied.value("issuer");
        }
        if (subject.isBlank() || subject.length() > 600) {
            throw Denied.value("subject");
        }
        if (!audiences.isArray() || audiences.size() != 1 || audiences.get(0).asText().isBlank()) {
            throw Denied.value("audiences");
        }
        return new FederatedCredential(
                id,
                name,
                body.path("description").asText(""),
                issuer,
                subject,
                Set.of(audiences.get(0).asText()));
    }

    private static Optional<Instant> instant(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(Instant.parse(value.asText()))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            throw Denied.value("passwordCredential");
        }
    }
}
