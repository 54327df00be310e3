package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The activity log of a subscription, newest first, as Microsoft.Insights shows it. */
final class ActivityApi {
    private static final String CLAIM = "http://schemas.microsoft.com/identity/claims/";

    Response list(ArmCall call, Subscription subscription) {
        Scope scope = new Scope(subscription.scope());
        Optional<Response> refusal =
                call.refusal("Microsoft.Insights/eventtypes/values/read", scope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> text = call.request().query("$filter");
        Optional<Filter> filter = text.flatMap(Filter::parse);
        if (text.isPresent() && filter.isEmpty()) {
            return ArmError.badRequest("The $filter is not valid.");
        }
        List<ActivityLog.Entry> entries =
                call.state().activity().entries().stream()
                        .filter(entry -> scope.contains(entry.scope()))
                        .sorted(Comparator.comparing(ActivityLog.Entry::at).reversed())
                        .toList();
        for (Filter.Term term : filter.map(Filter::terms).orElse(List.of())) {
            Optional<List<ActivityLog.Entry>> kept = keep(entries, term);
            if (kept.isEmpty()) {
                return ArmError.badRequest(
                        "The $filter may compare eventTimestamp (ge, le), and resourceGroupName,"
                                + " resourceUri, correlationId, caller and status (eq).");
            }
            entries = kept.get();
        }
        return Response.json(
                200, Map.of("value", entries.stream().map(ActivityApi::json).toList()));
    }

    private static Optional<List<ActivityLog.Entry>> keep(
            List<ActivityLog.Entry> entries, Filter.Term term) {
        String key = term.name().toLowerCase(java.util.Locale.ROOT) + " " + term.operator();
        try {
            return Optional.of(
                    switch (key) {
                        case "eventtimestamp ge" -> {
                            Instant from = Instant.parse(term.value());
                            yield entries.stream().filter(e -> !e.at().isBefore(from)).toList();
                        }
                        case "eventtimestamp le" -> {
                            Instant to = Instant.parse(term.value());
                            yield entries.stream().filter(e -> !e.at().isAfter(to)).toList();
                        }
                        case "resourcegroupname eq" ->
                                entries.stream()
                                        .filter(e -> group(e).equalsIgnoreCase(term.value()))
                                        .toList();
                        case "resourceuri eq" ->
                                entries.stream()
                                        .filter(e -> e.scope().same(new Scope(term.value())))
                                        .toList();
                        case "correlationid eq" ->
                                entries.stream()
                                        .filter(
                                                e ->
                                                        e.correlationId()
                                                                .toString()
                                                                .equalsIgnoreCase(term.value()))
                                        .toList();
                        case "caller eq" ->
                                entries.stream()
                                        .filter(
                                                e ->
                                                        e.caller()
                                                                .name()
                                                                .equalsIgnoreCase(term.value()))
                                        .toList();
                        case "status eq" ->
                                entries.stream()
                                        .filter(e -> status(e).equalsIgnoreCase(term.value()))
                                        .toList();
                        default -> throw new IllegalArgumentException(key);
                    });
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> json(ActivityLog.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("authorization", Map.of("action", entry.action(), "scope", entry.scope().id()));
        json.put("caller", entry.caller().name());
        json.put("channels", "Operation");
        json.put("claims", claims(entry));
        json.put("correlationId", entry.correlationId().toString());
        json.put("eventDataId", entry.id().toString());
        json.put(
                "eventName",
                value(
                        entry.outcome() == ActivityLog.Outcome.ACCEPTED
                                ? "BeginRequest"
                                : "EndRequest"));
        json.put("category", value("Administrative"));
        json.put("eventTimestamp", entry.at().toString());
        json.put(
                "id",
                entry.scope().id()
                        + "/events/"
                        + entry.id()
                        + "/ticks/"
                        + entry.at().toEpochMilli());
        json.put("level", entry.succeeded() ? "Informational" : "Error");
        json.put("operationId", entry.correlationId().toString());
        json.put("operationName", value(entry.action()));
        json.put("resourceGroupName", group(entry));
        json.put("resourceId", entry.scope().id());
        json.put("status", value(status(entry)));
        json.put("subStatus", value(entry.errorCode()));
        json.put("submissionTimestamp", entry.at().toString());
        json.put("subscriptionId", entry.scope().subscription().orElse(""));
        json.put("tenantId", entry.caller().tenant().toString());
        json.put("httpRequest", Map.of("method", entry.method()));
        json.put("properties", Map.of("statusCode", Integer.toString(entry.status())));
        return json;
    }

    private static Map<String, String> claims(ActivityLog.Entry entry) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("aud", entry.caller().audience());
        claims.put("iss", entry.issuer());
        claims.put("appid", entry.caller().app().toString());
        claims.put("oid", entry.caller().object().toString());
        claims.put(CLAIM + "objectidentifier", entry.caller().object().toString());
        claims.put(CLAIM + "tenantid", entry.caller().tenant().toString());
        if (!entry.caller().scopes().isEmpty()) {
            claims.put(CLAIM + "scope", String.join(" ", entry.caller().scopes()));
        }
        return claims;
    }

    private static String status(ActivityLog.Entry entry) {
        return entry.outcome().wire();
    }

    private static String group(ActivityLog.Entry entry) {
        String[] parts = entry.scope().id().split("/");
        return parts.length > 4 && parts[3].equalsIgnoreCase("resourceGroups") ? parts[4] : "";
    }

    private static Map<String, String> value(String text) {
        return Map.of("value", text, "localizedValue", text);
    }
}
