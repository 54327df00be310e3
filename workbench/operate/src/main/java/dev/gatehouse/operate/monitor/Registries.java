package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Container registries with their images, expected against actual: the card {@code acr}. */
final class Registries {
    static final String TYPE = "Microsoft.ContainerRegistry/registries";

    private static final Resources RESOURCES = new Resources(TYPE, "2025-11-01");
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String RUNS_API_VERSION = "2019-06-01-preview";
    private static final String MOST_RUNS = "100";
    private static final Set<String> BUILDING = Set.of("Queued", "Started", "Running");

    private final Degradations degradations;
    private final RegistryImages images;

    Registries(Degradations degradations, RegistryImages images) {
        this.degradations = degradations;
        this.images = images;
    }

    static Map<String, Object> empty(String name, List<CardQuery.Image> expected) {
        return registry(name, "", "", null, expected);
    }

    /** A registry's images and builds, on their way. */
    private record Pending(
            String name,
            JsonNode json,
            SideBySide.Question<RegistryImages.Images> images,
            SideBySide.Question<ArmList> builds) {}

    Asked<Sight> look(Round round, CardQuery query) {
        return RESOURCES
                .read(round, query.target(), query.names())
                .map(found -> sight(round, found, query));
    }

    private Sight sight(Round round, List<Resources.Found> found, CardQuery query) {
        Map<String, Pending> pending = new LinkedHashMap<>();
        for (Resources.Found each : found) {
            if (each.resource() instanceof Asked.Answered<JsonNode>(var json, _, _)) {
                pending.put(each.name(), pending(round, each.name(), json, query));
            }
        }
        List<Map<String, Object>> items = new ArrayList<>();
        List<Degradation> reasons = new ArrayList<>();
        for (Resources.Found each : found) {
            Target one = query.target().resource(TYPE, each.name());
            Pending there = pending.get(each.name());
            items.add(
                    there == null
                            ? absent(each, one, query, reasons)
                            : present(there, one, query, reasons));
        }
        return new Sight(
                query.names().size() == 1 ? items.getFirst() : Fields.of("items", items), reasons);
    }

    private Pending pending(Round round, String name, JsonNode json, CardQuery query) {
        String loginServer = Fields.text(json.path("properties"), "loginServer");
        var granted = round.granted();
        return new Pending(
                name,
                json,
                round.questions()
                        .ask(
                                () ->
                                        new Asked.Answered<>(
                                                images.read(round, loginServer, query.expected()),
                                                granted.used(),
                                                granted.reason())),
                round.list(runs(query.target().resource(TYPE, name))));
    }

    private static ArmPath runs(Target registry) {
        return ArmPath.of(registry.scope() + "/runs", RUNS_API_VERSION).with("$top", MOST_RUNS);
    }

    private Map<String, Object> absent(
            Resources.Found each, Target target, CardQuery query, List<Degradation> reasons) {
        Map<String, Object> item = empty(each.name(), query.expected());
        degradations.of(each.resource(), target).ifPresent(why -> add(item, "", why, reasons));
        return item;
    }

    private Map<String, Object> present(
            Pending pending, Target target, CardQuery query, List<Degradation> reasons) {
        JsonNode json = pending.json();
        Map<String, Object> item =
                registry(
                        Fields.text(json, "name"),
                        Fields.text(json, "id"),
                        Fields.text(json.path("properties"), "loginServer"),
                        Fields.textOrNull(json.path("sku"), "name"),
                        query.expected());
        var read = pending.images().answer(GRACE);
        if (read instanceof Asked.Answered<RegistryImages.Images>(var found, _, _)) {
            item.put("actual_tags", found.tags());
            item.put("missing_tags", missing(query.expected(), found));
            if (found.truncated()) {
                item.put("truncated", true);
            }
            found.failure()
                    .flatMap(failure -> reason(failure, json, target))
                    .ifPresent(why -> add(item, "images_", why, reasons));
        } else {
            degradations.of(read, target).ifPresent(why -> add(item, "images_", why, reasons));
        }
        addBuilds(item, pending.builds().answer(), target, reasons);
        return item;
    }

    /** What the data plane's denial means depends on what the registry lets in. */
    private Optional<Degradation> reason(Asked<?> failure, JsonNode registry, Target target) {
        if (failure instanceof Asked.Failed<?>(ArmFault fault, var used, var _)
                && (fault.status() == 401 || fault.status() == 403)) {
            JsonNode properties = registry.path("properties");
            boolean closed = "Disabled".equals(Fields.text(properties, "publicNetworkAccess"));
            boolean firewall =
                    fault.status() == 403
                            && "Deny"
                                    .equals(
                                            Fields.text(
                                                    properties.path("networkRuleSet"),
                                                    "defaultAction"));
            Degraded why =
                    closed
                            ? DegradedReason.NETWORK_BLOCKED
                            : firewall
                                    ? DegradedReason.FIREWALL_BLOCKED
                                    : DegradedReason.ACCESS_DENIED;
            return Optional.of(degradations.of(why, fault.message(), used, target));
        }
        return degradations.of(failure, target);
    }

    private void addBuilds(
            Map<String, Object> item,
            Asked<ArmList> answer,
            Target target,
            List<Degradation> reasons) {
        if (answer instanceof Asked.Answered<ArmList>(ArmList runs, _, _)) {
            List<String> building = new ArrayList<>();
            List<Map<String, Object>> details = new ArrayList<>();
            for (JsonNode run : runs.items()) {
                JsonNode properties = run.path("properties");
                if (!BUILDING.contains(Fields.text(properties, "status"))) {
                    continue;
                }
                Map<String, Object> detail = Fields.of("run_id", Fields.text(properties, "runId"));
                detail.put("status", Fields.text(properties, "status"));
                detail.put("created_at", Fields.text(properties, "createTime"));
                details.add(detail);
                for (JsonNode image : properties.path("outputImages")) {
                    building.add(
                            Fields.text(image, "repository") + ":" + Fields.text(image, "tag"));
                }
            }
            item.put("building_images", building);
            item.put("build_details", details);
        } else if (!hasNoBuilds(answer)) {
            degradations.of(answer, target).ifPresent(why -> add(item, "builds_", why, reasons));
        }
    }

    /** Not every cloud builds images. */
    private static boolean hasNoBuilds(Asked<ArmList> answer) {
        return answer instanceof Asked.Failed<ArmList>(ArmFault fault, _, _)
                && fault.status() == 404;
    }

    private static void add(
            Map<String, Object> item, String part, Degradation why, List<Degradation> reasons) {
        item.putAll(why.json(part));
        reasons.add(why);
    }

    private static Map<String, List<String>> byRepository(List<CardQuery.Image> images) {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        images.forEach(
                image ->
                        tags.computeIfAbsent(image.repository(), _ -> new ArrayList<>())
                                .add(image.tag()));
        return tags;
    }

    /** Only what was looked for and is not there: what could not be read is unknown. */
    private static Map<String, List<String>> missing(
            List<CardQuery.Image> expected, RegistryImages.Images found) {
        return byRepository(
                expected.stream()
                        .filter(image -> found.complete().contains(image.repository()))
                        .filter(
                                image ->
                                        !found.tags()
                                                .getOrDefault(image.repository(), List.of())
                                                .contains(image.tag()))
                        .toList());
    }

    private static Map<String, Object> registry(
            String name,
            String id,
            String loginServer,
            @Nullable String sku,
            List<CardQuery.Image> expected) {
        Map<String, @Nullable Object> registry = new LinkedHashMap<>();
        registry.put("name", name);
        registry.put("id", id);
        registry.put("login_server", loginServer);
        registry.put("sku", sku);
        registry.put("expected_image_tags", byRepository(expected));
        registry.put("actual_tags", Map.of());
        registry.put("missing_tags", Map.of());
        registry.put("building_images", List.of());
        registry.put("build_details", List.of());
        return registry;
    }
}
