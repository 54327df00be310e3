package dev.gatehouse.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.ArmState;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** {@code …/storageAccounts/{n}/blobServices/default/containers}: the containers, without blobs. */
final class BlobContainers {
    private static final String TYPE = StorageService.ACCOUNTS + "/blobServices/containers";
    private static final Pattern NAME = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> ACCESS = Set.of("None", "Blob", "Container");

    private final Map<String, Map<String, Container>> containers = new ConcurrentHashMap<>();

    private record Container(String name, String access, Map<String, String> data, Instant at) {}

    /** No containers; those of an account go when it goes. */
    BlobContainers(ArmState state) {
        state.whenRemoved(resource -> containers.remove(resource.id().key()));
    }

    /** Adds a container without public access. */
    void add(Scope account, String name, Instant at) {
        of(account).put(name, new Container(name, "None", Map.of(), at));
    }

    Response handle(ArmCall call, ProviderPath path) {
        Scope account = path.resource(StorageService.ACCOUNTS, path.name(1));
        String verb =
                switch (call.request().method()) {
                    case "GET" -> "read";
                    case "PUT" -> "write";
                    case "DELETE" -> "delete";
                    default -> "";
                };
        boolean one = path.length() == 6;
        if (verb.isEmpty() || !(one || verb.equals("read"))) {
            return ArmError.notFound();
        }
        String action = TYPE + "/" + verb;
        Scope scope =
                new Scope(
                        account
                                + "/blobServices/default/containers"
                                + (one ? "/" + path.name(5) : ""));
        Optional<Response> refusal = call.refusal(action, one ? scope : account);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Resource> owner = call.state().resource(account);
        Response answer =
                owner.isEmpty()
                        ? StorageService.missing(call, path)
                        : one ? one(call, owner.get(), path.name(5)) : list(owner.get());
        return verb.equals("read") ? answer : call.log(action, scope, answer);
    }

    private Response list(Resource account) {
        return Response.json(
                200,
                Map.of(
                        "value",
                        of(account.id()).values().stream()
                                .map(each -> json(account, each))
                                .toList()));
    }

    private Response one(ArmCall call, Resource account, String name) {
        Map<String, Container> all = of(account.id());
        Optional<Container> found = Optional.ofNullable(all.get(name));
        return switch (call.request().method()) {
            case "PUT" -> put(call, account, name);
            case "DELETE" -> Response.empty(all.remove(name) == null ? 204 : 200);
            default ->
                    found.map(each -> Response.json(200, json(account, each)))
                            .orElseGet(
                                    () ->
                                            ArmError.of(
                                                    404,
                                                    "ContainerNotFound",
                                                    "The specified container does not exist."));
        };
    }

    private Response put(ArmCall call, Resource account, String name) {
        if (!NAME.matcher(name).matches()) {
            return ArmError.of(
                    400,
                    "InvalidResourceName",
                    "The specified resource name contains invalid characters.");
        }
        JsonNode properties = call.request().json().path("properties");
        String access = properties.path("publicAccess").asText("None");
        if (!ACCESS.contains(access)) {
            return ArmError.of(
                    400,
                    "InvalidValuesForRequestParameters",
                    "Values for request parameters are invalid: publicAccess.");
        }
        Map<String, String> data = new LinkedHashMap<>();
        properties
                .path("metadata")
                .properties()
                .forEach(each -> data.put(each.getKey(), each.getValue().asText()));
        Container made = new Container(name, access, Map.copyOf(data), call.now());
        boolean fresh = of(account.id()).put(name, made) == null;
        return Response.json(fresh ? 201 : 200, json(account, made));
    }

    private Map<String, Container> of(Scope account) {
        return containers.computeIfAbsent(account.key(), _ -> new ConcurrentSkipListMap<>());
    }

    private static Map<String, Object> json(Resource account, Container container) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("publicAccess", container.access());
        properties.put("leaseStatus", "Unlocked");
        properties.put("leaseState", "Available");
        properties.put("lastModifiedTime", container.at().toString());
        properties.put("hasImmutabilityPolicy", false);
        properties.put("hasLegalHold", false);
        properties.put("metadata", container.data());
        String etag =
                "\"0x"
                        + Long.toHexString(container.at().toEpochMilli()).toUpperCase(Locale.ROOT)
                        + "\"";
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", account.id() + "/blobServices/default/containers/" + container.name());
        json.put("name", container.name());
        json.put("type", TYPE);
        json.put("etag", etag);
        json.put("properties", properties);
        return json;
    }
}
