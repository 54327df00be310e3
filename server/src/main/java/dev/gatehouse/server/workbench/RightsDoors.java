package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.monitor.DegradedReasons;
import dev.gatehouse.operate.rights.AccessReview;
import dev.gatehouse.operate.rights.AccessReview.Assigned;
import dev.gatehouse.operate.rights.AccessReview.Review;
import dev.gatehouse.operate.rights.AccessReview.Row;
import dev.gatehouse.operate.rights.AzureScope;
import dev.gatehouse.operate.rights.Permissions;
import dev.gatehouse.operate.rights.PlatformObject;
import dev.gatehouse.operate.rights.Right;
import dev.gatehouse.operate.rights.Rights;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What the caller may do in Azure, and by which roles (S1.33, S1.34). */
public final class RightsDoors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_GROUPS = 50;

    private final Permissions permissions;
    private final AccessReview review;
    private final PlatformObject platform;
    private final Function<Authenticated, Identity> identities;
    private final Insiders insiders;
    private final ErrorAnswers errors;

    /**
     * Who may know Gatehouse's own identity: callers of its tenant who hold a role here and whom
     * the entry gate admits.
     *
     * @param home Gatehouse's tenant
     */
    public record Insiders(TenantId home, EntryGate gate) {
        boolean has(Authenticated caller) {
            return caller.principal().tenant().equals(home)
                    && caller.principal().holds(Role.VIEWER)
                    && gate.admits(caller) instanceof EntryGate.Open;
        }
    }

    /**
     * @param insiders who may review Gatehouse's own identity
     * @param identities as whom Azure is asked for a caller
     */
    public RightsDoors(
            Permissions permissions,
            AccessReview review,
            PlatformObject platform,
            Insiders insiders,
            Function<Authenticated, Identity> identities,
            ErrorAnswers errors) {
        this.permissions = permissions;
        this.review = review;
        this.platform = platform;
        this.insiders = insiders;
        this.identities = identities;
        this.errors = errors;
    }

    /**
     * {@code GET /api/me/permissions}: hints for buttons. Where Azure does not say, all are true
     * and {@code degraded} is too; Azure itself decides when the button is pressed (C17).
     */
    public Answer permissions(Call call) {
        Optional<String> cluster = call.parameter("cluster_name").filter(name -> !name.isEmpty());
        Optional<AzureScope> scope = scope(call, cluster);
        if (scope.isEmpty()) {
            return errors.invalid(
                    "subscription_id must be a UUID, resource_group and cluster_name names of Azure",
                    call.requestId());
        }
        return switch (permissions.of(identity(call), scope.get())) {
            case Asked.Answered<Rights>(Rights rights, var used, var why) ->
                    answer(known(rights), used, why);
            case Asked.Refused<Rights>(Refusal why, var reason) ->
                    answer(open(DegradedReasons.of(why).code()), DownstreamIdentity.NONE, reason);
            case Asked.Failed<Rights>(var fault, var used, var reason) ->
                    answer(open(DegradedReasons.of(fault).code()), used, reason);
        };
    }

    /** {@code GET /api/me/access-review}: the roles themselves; what is unknown is never shown. */
    public Answer accessReview(Call call) {
        Optional<UUID> subscription =
                call.parameter("subscription_id").filter(AzureNames::isGuid).map(UUID::fromString);
        String target = call.parameter("target").orElse("me");
        List<String> groups = call.query().getOrDefault("resource_group", List.of());
        if (subscription.isEmpty()) {
            return errors.invalid("subscription_id must be a UUID", call.requestId());
        }
        if (groups.size() > MOST_GROUPS) {
            return errors.invalid(
                    "at most " + MOST_GROUPS + " values of resource_group", call.requestId());
        }
        return switch (target) {
            case "me" ->
                    reviewed(call, subscription.get(), groups, "user", Optional.of(self(call)));
            case "dashboard" ->
                    reviewed(
                            call,
                            subscription.get(),
                            groups,
                            "dashboard_identity",
                            insiders.has(call.authenticated()) ? platform.id() : Optional.empty());
            default -> errors.invalid("target must be me or dashboard", call.requestId());
        };
    }

    private Answer reviewed(
            Call call,
            UUID subscription,
            List<String> groups,
            String kind,
            Optional<ObjectId> object) {
        ObjectNode body = JSON.createObjectNode().put("subscription_id", subscription.toString());
        body.putObject("principal")
                .put("kind", kind)
                .put("object_id", object.map(ObjectId::toString).orElse(null))
                .put("available", object.isPresent());
        if (object.isEmpty()) {
            body.putArray("groups");
            return Answer.json(200, body.toString());
        }
        Review found = review.of(identity(call), subscription, groups, object.get());
        var rows = body.putArray("groups");
        found.rows().forEach(row -> rows.add(json(row)));
        return answer(body, found.used(), found.reason());
    }

    private static ObjectNode json(Row row) {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("resource_group", row.group())
                        .put("scope", row.scope());
        var list = json.putArray("assignments");
        for (Assigned each : row.assignments()) {
            list.addObject()
                    .put("role_name", each.role().name())
                    .put("role_guid", each.role().id())
                    .put("scope_level", each.level().wire())
                    .put("inherited", each.inherited())
                    .put("assignment_scope", each.scope());
        }
        return json.put("degraded", row.degraded()).put("reason", row.reason().orElse(null));
    }

    private static ObjectNode known(Rights rights) {
        ObjectNode body = JSON.createObjectNode();
        for (Right right : Right.values()) {
            body.put(right.wire(), rights.may(right));
        }
        body.put("degraded", false);
        var ids = body.putArray("matched_roles");
        var names = body.putArray("matched_role_names");
        rights.roles().forEach(role -> ids.add(role.id()));
        rights.roles().forEach(role -> names.add(role.name()));
        return body.put("deny_assignments_known", rights.denialsKnown())
                .put("reason", rights.reason().orElse(null));
    }

    private static ObjectNode open(String reason) {
        ObjectNode body = JSON.createObjectNode();
        for (Right right : Right.values()) {
            body.put(right.wire(), true);
        }
        body.put("degraded", true);
        body.putArray("matched_roles");
        body.putArray("matched_role_names");
        return body.put("deny_assignments_known", false).put("reason", reason);
    }

    private static Optional<AzureScope> scope(Call call, Optional<String> cluster) {
        Optional<String> subscription =
                call.parameter("subscription_id").filter(AzureNames::isGuid);
        Optional<String> group = call.parameter("resource_group").filter(AzureNames::isGroup);
        return cluster.filter(name -> !AzureNames.isCluster(name)).isPresent()
                ? Optional.empty()
                : subscription.flatMap(id -> group.map(name -> new AzureScope(id, name, cluster)));
    }

    private Identity identity(Call call) {
        return identities.apply(call.authenticated());
    }

    private static ObjectId self(Call call) {
        return call.authenticated().principal().object();
    }

    private static Answer answer(ObjectNode body, DownstreamIdentity used, String reason) {
        return Answer.json(200, body.toString()).actedAs(used, reason);
    }
}
