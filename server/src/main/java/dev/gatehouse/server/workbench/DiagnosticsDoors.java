package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.diagnostics.Diagnosis;
import dev.gatehouse.operate.diagnostics.Diagnosis.Findings;
import dev.gatehouse.operate.diagnostics.Discoverability;
import dev.gatehouse.operate.diagnostics.Discoverability.Step;
import dev.gatehouse.operate.diagnostics.Discoverability.Walk;
import dev.gatehouse.operate.diagnostics.Trouble;
import dev.gatehouse.operate.diagnostics.Workspace;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.DegradedNotices;
import dev.gatehouse.operate.monitor.Target;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is wrong with the workspace and the way to Azure (S1.11, S1.26–S1.30). */
public final class DiagnosticsDoors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMES = 20;

    private final Diagnosis diagnosis;
    private final Discoverability discoverability;
    private final Function<Authenticated, Identity> identities;
    private final ErrorAnswers errors;
    private final DegradedNotices notices;

    /**
     * @param identities as whom Azure is asked for a caller
     */
    public DiagnosticsDoors(
            Diagnosis diagnosis,
            Discoverability discoverability,
            Function<Authenticated, Identity> identities,
            ErrorAnswers errors,
            DegradedNotices notices) {
        this.diagnosis = diagnosis;
        this.discoverability = discoverability;
        this.identities = identities;
        this.errors = errors;
        this.notices = notices;
    }

    /** {@code GET /api/diagnostics}: the banner's verdict. */
    public Answer diagnostics(Call call) {
        String subscription = call.parameter("subscription_id").orElse("");
        String group = call.parameter("resource_group").orElse("");
        if (!subscription.isEmpty() && !AzureNames.isGuid(subscription)) {
            return errors.invalid("subscription_id must be a UUID", call.requestId());
        }
        if (!group.isEmpty() && (subscription.isEmpty() || !AzureNames.isGroup(group))) {
            return errors.invalid(
                    "resource_group must be a group's name, with subscription_id",
                    call.requestId());
        }
        boolean named =
                names(call, "aks", AzureNames::isCluster)
                        && names(call, "storage", AzureNames::isStorage)
                        && names(call, "acr", AzureNames::isRegistry);
        if (!named || (group.isEmpty() && asksForCards(call))) {
            return errors.invalid(
                    "aks, storage and acr must be names of Azure, at most "
                            + MOST_NAMES
                            + ", with resource_group",
                    call.requestId());
        }
        Target target = target(call).in(subscription.toLowerCase(Locale.ROOT), group);
        var workspace =
                new Workspace(
                        target, values(call, "aks"), values(call, "storage"), values(call, "acr"));
        Findings found = diagnosis.of(identities.apply(call.authenticated()), workspace);
        notices.tell(
                "diagnostics",
                found.verdict().reasons().stream().map(Trouble::degradation).toList());
        return answer(json(found), found.used(), found.reason());
    }

    /** {@code GET /api/health/azure-discovery}: how far Gatehouse gets, without names. */
    public Answer azureDiscovery(Call call) {
        Walk walk = discoverability.of(identities.apply(call.authenticated()), target(call));
        ObjectNode body = JSON.createObjectNode();
        for (Step step : walk.steps()) {
            ObjectNode json = body.putObject(step.name()).put("status", step.status().wire());
            step.code().ifPresent(code -> json.put("code", code));
            if (step.status() == Discoverability.Status.OK && !step.name().equals("credential")) {
                json.put("count", step.count());
                var seen = json.putArray("subscription_ids");
                step.seen().forEach(seen::add);
            }
        }
        body.put("hint", walk.hint().orElse(null));
        return answer(body, walk.used(), walk.reason());
    }

    private static ObjectNode json(Findings found) {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("show", found.verdict().show())
                        .put("title", found.verdict().title())
                        .put("tone", found.verdict().tone().wire());
        var reasons = body.putArray("reasons");
        for (Trouble trouble : found.verdict().reasons()) {
            Degradation why = trouble.degradation();
            ObjectNode reason =
                    reasons.addObject()
                            .put("source", trouble.source().wire())
                            .put("code", why.why().code())
                            .put("label", why.why().label())
                            .put("tone", why.why().tone().wire())
                            .put("detail", why.detail())
                            .put("remedy", why.remedy());
            why.command().ifPresent(command -> reason.put("command", command));
            trouble.link().ifPresent(link -> reason.put("link", link));
        }
        return body.put("checked_at", found.checkedAt().toString());
    }

    private static boolean asksForCards(Call call) {
        return !values(call, "aks").isEmpty()
                || !values(call, "storage").isEmpty()
                || !values(call, "acr").isEmpty();
    }

    private static boolean names(Call call, String parameter, Predicate<String> name) {
        List<String> values = values(call, parameter);
        return values.size() <= MOST_NAMES && values.stream().allMatch(name);
    }

    private static List<String> values(Call call, String parameter) {
        return call.query().getOrDefault(parameter, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private static Target target(Call call) {
        Authenticated known = call.authenticated();
        return Target.of(known.principal(), known.via() == Via.SESSION);
    }

    private static Answer answer(ObjectNode body, DownstreamIdentity used, String reason) {
        return Answer.json(200, body.toString()).actedAs(used, reason);
    }
}
