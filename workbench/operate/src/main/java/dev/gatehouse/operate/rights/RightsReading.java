package dev.gatehouse.operate.rights;

import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.rights.AccessControl.Eyes;
import dev.gatehouse.operate.rights.Rights.RoleName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Reads what a caller may do. As the caller, Azure's own list of their permissions is the truth,
 * and needs no right; role assignments only give names. As the platform, the caller's role
 * assignments and the definitions of the roles are the truth.
 */
final class RightsReading {
    private final AccessControl control;
    private final RoleNames roles;
    private final TenantId home;
    private final InstantSource clock;

    /**
     * @param home the tenant in whose directory the platform looks callers up
     */
    RightsReading(AccessControl control, TenantId home, InstantSource clock) {
        this.control = control;
        this.roles = new RoleNames(control);
        this.home = home;
        this.clock = clock;
    }

    /** The rights of the caller for whom {@code as} asks. */
    Asked<Rights> of(Eyes as, AzureScope scope) {
        return as.granted().used() == DownstreamIdentity.USER
                ? asCaller(as, scope)
                : asPlatform(as, scope);
    }

    private record Denied(List<DenyAssignment> list, boolean known) {}

    private Asked<Rights> asCaller(Eyes as, AzureScope scope) {
        try (var questions = new SideBySide(Permissions.PATIENCE)) {
            var allowed = questions.ask(() -> control.permissions(as, scope));
            var denied = questions.ask(() -> unlessForbidden(denials(as, scope)));
            var named = questions.ask(() -> named(as, scope));
            return join(
                    allowed.answer(),
                    denied.answer(),
                    (permissions, denials) ->
                            new Rights(
                                    Rights.judge(scope, permissions, denials.list()),
                                    named.answer()
                                                    instanceof
                                                    Asked.Answered<List<RoleName>>(var names, _, _)
                                            ? names
                                            : List.of(),
                                    denials.known(),
                                    clock.instant()));
        }
    }

    private Asked<Rights> asPlatform(Eyes as, AzureScope scope) {
        Granted granted = as.granted();
        if (!as.who().caller().tenant().equals(home)) {
            var none = new Rights(Set.of(), List.of(), true, clock.instant());
            return new Asked.Answered<>(none, granted.used(), granted.reason());
        }
        try (var questions = new SideBySide(Permissions.PATIENCE)) {
            var held = questions.ask(() -> definitions(as, scope));
            var denied = questions.ask(() -> denials(as, scope));
            return join(
                    held.answer(),
                    denied.answer(),
                    (found, denials) ->
                            new Rights(
                                    Rights.judge(scope, permissions(found), denials),
                                    names(found),
                                    true,
                                    clock.instant()));
        }
    }

    private static List<RolePermission> permissions(List<RoleDefinition> found) {
        return found.stream().flatMap(role -> role.permissions().stream()).toList();
    }

    private static List<RoleName> names(List<RoleDefinition> found) {
        return found.stream().map(role -> new RoleName(role.id(), role.name())).toList();
    }

    private static String object(Eyes as) {
        return as.who().caller().object().toString();
    }

    /** The roles that count at the scope; every one must be known. */
    private Asked<List<RoleDefinition>> definitions(Eyes as, AzureScope scope) {
        Asked<List<RoleAssignment>> asked = control.assignedTo(as, scope, object(as));
        return switch (asked) {
            case Asked.Answered<List<RoleAssignment>>(var all, _, _) ->
                    roles.definitions(as, scope, counting(all, scope));
            case Asked.Refused<List<RoleAssignment>>(var why, var reason) ->
                    new Asked.Refused<>(why, reason);
            case Asked.Failed<List<RoleAssignment>>(var fault, var used, var reason) ->
                    new Asked.Failed<>(fault, used, reason);
        };
    }

    /** For display. */
    private Asked<List<RoleName>> named(Eyes as, AzureScope scope) {
        return control.assignedTo(as, scope, object(as))
                .map(all -> roles.names(as, scope, counting(all, scope)));
    }

    private static Set<String> counting(List<RoleAssignment> all, AzureScope scope) {
        return all.stream()
                .filter(assignment -> scope.within(assignment.scope()))
                .map(RoleAssignment::role)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Asked<List<DenyAssignment>> denials(Eyes as, AzureScope scope) {
        Set<String> known = known(as.who().caller());
        Asked<List<DenyAssignment>> asked = control.denials(as, scope);
        if (!(asked instanceof Asked.Answered<List<DenyAssignment>>(var all, _, _))) {
            return asked;
        }
        var sure = new ArrayList<DenyAssignment>();
        var unsure = new ArrayList<DenyAssignment>();
        for (DenyAssignment denial : all) {
            if (denial.reaches(scope)) {
                switch (denial.concerns(known)) {
                    case YES -> sure.add(denial);
                    case PERHAPS -> unsure.add(denial);
                    case NO -> {}
                }
            }
        }
        if (unsure.isEmpty()) {
            return asked.map(_ -> sure);
        }
        return control.denials(as, scope, object(as))
                .map(
                        theirs -> {
                            Set<String> names =
                                    theirs.stream()
                                            .map(DenyAssignment::name)
                                            .collect(Collectors.toSet());
                            unsure.stream()
                                    .filter(it -> names.contains(it.name()))
                                    .forEach(sure::add);
                            return sure;
                        });
    }

    private static Set<String> known(Principal caller) {
        var known = new HashSet<String>();
        known.add(caller.object().toString());
        if (caller.groups() instanceof Groups.Listed(Set<String> ids)) {
            known.addAll(ids);
        }
        return known;
    }

    /** A role may allow something without allowing to read what forbids it. */
    private static Asked<Denied> unlessForbidden(Asked<List<DenyAssignment>> asked) {
        return asked instanceof Asked.Failed<List<DenyAssignment>>(var fault, var used, var reason)
                        && fault.status() == 403
                ? new Asked.Answered<>(new Denied(List.of(), false), used, reason)
                : asked.map(list -> new Denied(list, true));
    }

    /** Both, or the first that is no answer. */
    private static <A, B, T> Asked<T> join(
            Asked<A> first, Asked<B> second, BiFunction<A, B, T> both) {
        return switch (first) {
            case Asked.Answered<A>(A value, _, _) -> second.map(it -> both.apply(value, it));
            case Asked.Refused<A>(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Asked.Failed<A>(var fault, var used, var reason) ->
                    new Asked.Failed<>(fault, used, reason);
        };
    }
}
