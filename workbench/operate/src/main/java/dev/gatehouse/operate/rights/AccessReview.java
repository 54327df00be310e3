package dev.gatehouse.operate.rights;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import dev.gatehouse.operate.monitor.DegradedReasons;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.rights.AccessControl.Eyes;
import dev.gatehouse.operate.rights.Rights.RoleName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which roles an object holds at resource groups, and where they were assigned. Never says more
 * than Azure did: what cannot be read is a degraded row without assignments.
 */
public final class AccessReview {
    /** Where an assignment was made. */
    public enum Level {
        MANAGEMENT_GROUP,
        SUBSCRIPTION,
        RESOURCE_GROUP,
        RESOURCE,
        OTHER;

        /** As answers spell it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Level of(String scope) {
            String[] parts = scope.toLowerCase(Locale.ROOT).split("/");
            boolean subscription = parts.length > 2 && parts[1].equals("subscriptions");
            if (subscription && parts.length == 3) {
                return SUBSCRIPTION;
            }
            if (subscription && parts.length > 4 && parts[3].equals("resourcegroups")) {
                return parts.length == 5 ? RESOURCE_GROUP : RESOURCE;
            }
            return scope.toLowerCase(Locale.ROOT)
                            .startsWith("/providers/microsoft.management/managementgroups/")
                    ? MANAGEMENT_GROUP
                    : OTHER;
        }
    }

    /**
     * One role held.
     *
     * @param scope where it was assigned, as Azure writes it
     * @param inherited whether that is above the resource group
     */
    public record Assigned(RoleName role, Level level, boolean inherited, String scope) {}

    /**
     * What is known about one resource group.
     *
     * @param group as it was asked
     * @param scope as Azure writes it; empty for a name that no group can have
     * @param reason why it is degraded, or why there is nothing; empty otherwise
     */
    public record Row(
            String group,
            String scope,
            List<Assigned> assignments,
            boolean degraded,
            Optional<String> reason) {
        public Row {
            assignments = List.copyOf(assignments);
        }
    }

    /**
     * @param rows in the order asked
     * @param used whose rights showed them
     */
    public record Review(List<Row> rows, DownstreamIdentity used, String reason) {
        public Review {
            rows = List.copyOf(rows);
        }
    }

    private record Question(AzureScope scope, ObjectId object) {}

    private final Arm arm;
    private final AccessControl control;
    private final RoleNames roles;
    private final KeptAnswers<Question, List<Assigned>> kept;

    public AccessReview(Arm arm, InstantSource clock) {
        this.arm = arm;
        this.control = new AccessControl(arm, Permissions.KEPT, clock);
        this.roles = new RoleNames(control);
        this.kept = new KeptAnswers<>(Permissions.KEPT, clock);
    }

    /** The roles of {@code object}, seen as {@code who}. */
    public Review of(Identity who, UUID subscription, List<String> groups, ObjectId object) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) ->
                    new Review(
                            groups.stream()
                                    .map(
                                            group ->
                                                    unread(
                                                            subscription,
                                                            group,
                                                            DegradedReasons.of(why).code()))
                                    .toList(),
                            DownstreamIdentity.NONE,
                            reason);
            case Granted granted ->
                    new Review(
                            rows(new Eyes(who, granted), subscription, groups, object),
                            granted.used(),
                            granted.reason());
        };
    }

    private List<Row> rows(Eyes as, UUID subscription, List<String> groups, ObjectId object) {
        try (var questions = new SideBySide(Permissions.PATIENCE)) {
            var begun = new HashMap<String, SideBySide.Question<List<Assigned>>>();
            for (String group : groups) {
                if (AzureNames.isGroup(group)) {
                    AzureScope scope = AzureScope.group(subscription, group);
                    begun.put(group, questions.ask(() -> known(as, scope, object)));
                }
            }
            return groups.stream()
                    .map(group -> row(subscription, group, Optional.ofNullable(begun.get(group))))
                    .toList();
        }
    }

    private Asked<List<Assigned>> known(Eyes as, AzureScope scope, ObjectId object) {
        return kept.get(
                as.who().caller(),
                as.granted(),
                new Question(scope, object),
                false,
                () -> assigned(as, scope, object));
    }

    private static Row row(
            UUID subscription, String group, Optional<SideBySide.Question<List<Assigned>>> asked) {
        if (asked.isEmpty()) {
            return unread(subscription, group, "");
        }
        return switch (asked.get().answer()) {
            case Asked.Answered<List<Assigned>>(var list, _, _) ->
                    new Row(
                            group,
                            AzureScope.group(subscription, group).path(),
                            list,
                            false,
                            list.isEmpty() ? Optional.of("no_role_at_scope") : Optional.empty());
            case Asked.Refused<List<Assigned>>(var why, _) ->
                    unread(subscription, group, DegradedReasons.of(why).code());
            case Asked.Failed<List<Assigned>>(var fault, _, _) ->
                    unread(subscription, group, DegradedReasons.of(fault).code());
        };
    }

    private Asked<List<Assigned>> assigned(Eyes as, AzureScope scope, ObjectId object) {
        Asked<List<RoleAssignment>> asked = control.assignedTo(as, scope, object.toString());
        if (asked instanceof Asked.Failed<List<RoleAssignment>>(var fault, _, _)
                && fault.status() == 403
                && isCaller(as, object)) {
            return nothingHeld(as, scope, asked);
        }
        return asked.map(
                all ->
                        described(
                                as,
                                scope,
                                all.stream()
                                        .filter(
                                                it ->
                                                        scope.within(it.scope())
                                                                || scope.contains(it.scope()))
                                        .toList()));
    }

    private static boolean isCaller(Eyes as, ObjectId object) {
        return as.granted().used() == DownstreamIdentity.USER
                && as.who().caller().object().equals(object);
    }

    /** Who may not list assignments may still ask whether they hold any at all. */
    private Asked<List<Assigned>> nothingHeld(
            Eyes as, AzureScope scope, Asked<List<RoleAssignment>> forbidden) {
        return control.permissions(as, scope)
                                instanceof
                                Asked.Answered<List<RolePermission>>(var held, var used, var why)
                        && held.isEmpty()
                ? new Asked.Answered<>(List.of(), used, why)
                : forbidden.map(_ -> List.of());
    }

    private List<Assigned> described(Eyes as, AzureScope scope, List<RoleAssignment> all) {
        var names =
                roles
                        .names(
                                as,
                                scope,
                                all.stream().map(RoleAssignment::role).distinct().toList())
                        .stream()
                        .collect(Collectors.toMap(RoleName::id, it -> it));
        return all.stream()
                .map(
                        it ->
                                new Assigned(
                                        names.getOrDefault(
                                                it.role(), new RoleName(it.role(), it.role())),
                                        Level.of(it.scope()),
                                        !scope.is(it.scope()) && scope.within(it.scope()),
                                        it.scope()))
                .toList();
    }

    private static Row unread(UUID subscription, String group, String why) {
        return AzureNames.isGroup(group)
                ? new Row(
                        group,
                        AzureScope.group(subscription, group).path(),
                        List.of(),
                        true,
                        Optional.of(why))
                : new Row(group, "", List.of(), true, Optional.of("invalid_resource_group_name"));
    }
}
