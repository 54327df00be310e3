package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.arm.ArmCall;
import dev.gatehouse.emulator.arm.ArmError;
import dev.gatehouse.emulator.arm.Filter;
import dev.gatehouse.emulator.arm.ProviderPath;
import dev.gatehouse.emulator.arm.Resource;
import dev.gatehouse.emulator.arm.Scope;
import dev.gatehouse.emulator.web.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code …/registries/{n}/runs}: the builds of a registry's images. They can only be read. */
final class Builds {
    private static final String TYPE = RegistryService.REGISTRIES + "/runs";

    private final Map<String, List<Build>> builds = new ConcurrentHashMap<>();

    /**
     * One build.
     *
     * @param status {@code Succeeded}, {@code Running}, {@code Failed}…
     */
    record Build(
            String id,
            String status,
            Instant start,
            Duration took,
            String repository,
            String tag,
            String digest) {}

    void add(Scope registry, Build build) {
        builds.computeIfAbsent(registry.key(), _ -> new CopyOnWriteArrayList<>()).add(build);
    }

    void remove(Scope registry) {
        builds.remove(registry.key());
    }

    Response handle(ArmCall call, ProviderPath path) {
        Scope id = path.resource(RegistryService.REGISTRIES, path.name(1));
        Optional<Response> refusal = call.refusal(TYPE + "/read", id);
        Optional<Resource> registry = call.state().resource(id);
        if (refusal.isPresent() || registry.isEmpty()) {
            return refusal.orElseGet(() -> RegistryService.missing(call, path));
        }
        List<Build> all = builds.getOrDefault(id.key(), List.of()).reversed();
        if (path.length() == 4) {
            return all.stream()
                    .filter(build -> build.id().equalsIgnoreCase(path.name(3)))
                    .findFirst()
                    .map(build -> Response.json(200, json(registry.get(), build)))
                    .orElseGet(
                            () ->
                                    ArmError.resourceNotFound(
                                            TYPE + "/" + path.name(3), path.group().orElse("")));
        }
        return list(call, registry.get(), all);
    }

    /** Newest first; of one status with {@code $filter=Status eq '…'}. */
    private static Response list(ArmCall call, Resource registry, List<Build> all) {
        Optional<String> text = call.request().query("$filter");
        List<Filter.Term> terms = text.flatMap(Filter::parse).map(Filter::terms).orElse(List.of());
        boolean known =
                terms.stream().allMatch(term -> term.is("Status", "eq"))
                        && (text.isEmpty() || !terms.isEmpty());
        String top = call.request().query("$top").orElse("100");
        if (!known || !top.matches("[0-9]{1,4}")) {
            return ArmError.badRequest("The $filter may have Status eq '…'; $top is a number.");
        }
        return Response.json(
                200,
                Map.of(
                        "value",
                        all.stream()
                                .filter(
                                        build ->
                                                terms.stream()
                                                        .allMatch(
                                                                term ->
                                                                        term.value()
                                                                                .equalsIgnoreCase(
                                                                                        build
                                                                                                .status())))
                                .limit(Integer.parseInt(top))
                                .map(build -> json(registry, build))
                                .toList()));
    }

    private static Map<String, Object> json(Resource registry, Build build) {
        String end = build.start().plus(build.took()).toString();
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("registry", registry.property("loginServer"));
        image.put("repository", build.repository());
        image.put("tag", build.tag());
        image.put("digest", build.digest());
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("runId", build.id());
        properties.put("status", build.status());
        properties.put("runType", "QuickRun");
        properties.put("createTime", build.start().toString());
        properties.put("startTime", build.start().toString());
        properties.put("finishTime", end);
        properties.put("lastUpdatedTime", end);
        properties.put("outputImages", List.of(image));
        properties.put("platform", Map.of("os", "linux", "architecture", "amd64"));
        properties.put("isArchiveEnabled", false);
        properties.put("provisioningState", "Succeeded");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", registry.id() + "/runs/" + build.id());
        json.put("name", build.id());
        json.put("type", TYPE);
        json.put("properties", properties);
        return json;
    }
}
