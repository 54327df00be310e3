package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.rights.AzureRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the platform identity holds the roles that are expected of it, and no wider ones.
 *
 * @param expected what the configuration expects
 * @param shows whether the platform's own rights decide what callers see, so that it needs Reader
 *     on every subscription
 */
public record RolesCheck(Workload platform, List<Expected> expected, boolean shows)
        implements Check {
    /**
     * @param role a name or GUID
     */
    public record Expected(String role, String scope) {}

    private record Wanted(AzureRole role, String scope) {
        boolean includes(AzureRole held, String where) {
            return held.id().equals(role.id()) && isWithin(scope, where);
        }
    }

    public RolesCheck {
        expected = List.copyOf(expected);
    }

    @Override
    public CheckId id() {
        return CheckId.ROLES;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.IDENTITY, CheckId.ARM);
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        var wanted = new LinkedHashSet<Wanted>();
        for (Expected each : expected) {
            AzureRole.named(each.role())
                    .ifPresentOrElse(
                            role -> wanted.add(new Wanted(role, each.scope())),
                            () -> found.add(unknown(each)));
        }
        var scopes = new LinkedHashSet<String>();
        wanted.forEach(it -> scopes.add(it.scope()));
        var names = new Names(new LinkedHashMap<>());
        try {
            for (Rights.Subscription it : subscriptions(found)) {
                scopes.add("/subscriptions/" + it.id());
                names.byId().put(it.id().toLowerCase(Locale.ROOT), it.name());
            }
        } catch (CredentialUnavailable none) {
            return List.of(Finding.ok(id(), "Not needed: every call goes as the caller."));
        }
        if (shows) {
            scopes.stream()
                    .filter(it -> it.split("/").length == 3)
                    .forEach(it -> wanted.add(new Wanted(AzureRole.READER, it)));
        }
        Map<String, Asked<List<Rights.Assignment>>> held = held(scopes);
        wanted.forEach(it -> found.add(judged(it, held, names)));
        found.addAll(wide(wanted, held, names));
        if (!shows) {
            found.addAll(idle(wanted, held, names));
        }
        if (found.isEmpty() && platform.principal().isEmpty()) {
            found.add(unreadable("the token names no principal"));
        }
        return found.isEmpty()
                ? List.of(
                        Finding.ok(
                                id(), "It holds no role where it can see, and none is expected."))
                : found;
    }

    /** Subscriptions by name, because their shortened ids may look the same. */
    private record Names(Map<String, String> byId) {
        String in(String scope) {
            String[] parts = scope.split("/");
            if (parts.length < 3 || !parts[1].equalsIgnoreCase("subscriptions")) {
                return scope;
            }
            String id = parts[2];
            String name = byId.getOrDefault(id.toLowerCase(Locale.ROOT), "");
            return scope
                    + (name.isBlank()
                            ? " (ends " + id.substring(Math.max(0, id.length() - 4)) + ")"
                            : " (" + name + ")");
        }
    }

    private List<Rights.Subscription> subscriptions(List<Finding> found) {
        var _ = platform.principal();
        return switch (platform.rights().subscriptions()) {
            case Asked.Answered<List<Rights.Subscription>>(var list, var _, var _) -> {
                if (list.isEmpty() && shows) {
                    found.add(
                            Finding.fail(
                                            id(),
                                            "The platform identity sees no subscription.",
                                            Advice.of(
                                                            "Name the subscription in doctor.expect"
                                                                    + " with the role Reader; doctor"
                                                                    + " then prints the command.")
                                                    .run(
                                                            "az account list --query \"[].{name:name,"
                                                                    + " id:id}\" --output table"))
                                    .about("Subscriptions"));
                }
                yield list;
            }
            case Asked.Refused<List<Rights.Subscription>>(var why, var _) -> {
                found.add(unreadable(why.detail()).about("Subscriptions"));
                yield List.of();
            }
            case Asked.Failed<List<Rights.Subscription>>(var fault, var _, var _) -> {
                found.add(unreadable(told(fault)).about("Subscriptions"));
                yield List.of();
            }
        };
    }

    private Map<String, Asked<List<Rights.Assignment>>> held(Set<String> scopes) {
        var held = new LinkedHashMap<String, Asked<List<Rights.Assignment>>>();
        platform.principal()
                .ifPresent(
                        principal ->
                                scopes.forEach(
                                        scope ->
                                                held.put(
                                                        scope,
                                                        platform.rights()
                                                                .assignedTo(principal, scope))));
        return held;
    }

    private Finding judged(
            Wanted wanted, Map<String, Asked<List<Rights.Assignment>>> held, Names names) {
        String label = wanted.role().name() + " on " + names.in(wanted.scope());
        Optional<Rights.Need> need = platform.need(wanted.role(), wanted.scope());
        Asked<List<Rights.Assignment>> asked = held.get(wanted.scope());
        if (need.isEmpty() || asked == null) {
            return unreadable("the token names no principal").about(label);
        }
        return switch (asked) {
            case Asked.Answered<List<Rights.Assignment>>(var list, var _, var _) ->
                    list.stream().anyMatch(it -> covers(it, wanted))
                            ? Finding.ok(id(), "It is assigned.").about(label)
                            : missing(need.get()).about(label);
            case Asked.Refused<List<Rights.Assignment>>(var why, var _) ->
                    unreadable(why.detail()).about(label);
            case Asked.Failed<List<Rights.Assignment>>(var fault, var _, var _) ->
                    fault.status() == 403
                            ? missing(need.get()).about(label)
                            : unreadable(told(fault)).about(label);
        };
    }

    /** Azure lists what is assigned below a scope, too; that does not reach the scope itself. */
    private static boolean covers(Rights.Assignment held, Wanted wanted) {
        String at = held.scope().toLowerCase(Locale.ROOT);
        boolean reaches =
                at.equals("/")
                        || at.startsWith("/providers/microsoft.management/")
                        || isWithin(at, wanted.scope());
        return reaches
                && AzureRole.named(held.role()).filter(wanted.role()::isCoveredBy).isPresent();
    }

    /** What the identity holds although every call goes as the caller; the wide roles apart. */
    private List<Finding> idle(
            Set<Wanted> wanted, Map<String, Asked<List<Rights.Assignment>>> held, Names names) {
        var idle = new LinkedHashMap<String, Finding>();
        held.forEach(
                (scope, asked) -> {
                    switch (asked) {
                        case Asked.Answered<List<Rights.Assignment>>(var list, var _, var _) -> {
                            for (Rights.Assignment each : list) {
                                Optional<AzureRole> role = AzureRole.named(each.role());
                                boolean told =
                                        role.filter(AzureRole::isWide).isPresent()
                                                || wanted.stream().anyMatch(it -> covers(each, it));
                                if (!told) {
                                    String name =
                                            role.map(AzureRole::name).orElse("Role " + each.role());
                                    idle.put(
                                            each.id(),
                                            Finding.ok(
                                                            id(),
                                                            "It is held. Calls go as the caller and do"
                                                                    + " not use it.")
                                                    .about(name + " on " + names.in(each.scope())));
                                }
                            }
                        }
                        case Asked.Refused<List<Rights.Assignment>>(var why, var _) ->
                                untold(scope, why.detail(), wanted, names)
                                        .ifPresent(it -> idle.put(scope, it));
                        case Asked.Failed<List<Rights.Assignment>>(var fault, var _, var _) ->
                                untold(scope, told(fault), wanted, names)
                                        .ifPresent(it -> idle.put(scope, it));
                    }
                });
        return List.copyOf(idle.values());
    }

    private Optional<Finding> untold(String scope, String why, Set<Wanted> wanted, Names names) {
        return wanted.stream().anyMatch(it -> it.scope().equals(scope))
                ? Optional.empty()
                : Optional.of(unreadable(why).about("Roles on " + names.in(scope)));
    }

    private List<Finding> wide(
            Set<Wanted> wanted, Map<String, Asked<List<Rights.Assignment>>> held, Names names) {
        var wide = new LinkedHashMap<String, Finding>();
        for (Asked<List<Rights.Assignment>> asked : held.values()) {
            if (asked instanceof Asked.Answered<List<Rights.Assignment>>(var list, var _, var _)) {
                for (Rights.Assignment each : list) {
                    AzureRole.named(each.role())
                            .filter(AzureRole::isWide)
                            .filter(
                                    role ->
                                            wanted.stream()
                                                    .noneMatch(
                                                            it -> it.includes(role, each.scope())))
                            .ifPresent(role -> wide.put(each.id(), tooWide(role, each, names)));
                }
            }
        }
        return List.copyOf(wide.values());
    }

    private Finding tooWide(AzureRole role, Rights.Assignment held, Names names) {
        return Finding.warn(
                        id(),
                        "It is wider than anything that is expected.",
                        Advice.of(
                                        "Remove it, or name it in doctor.expect if it is meant. Check"
                                                + " first that nothing else uses the identity.")
                                .run(
                                        "az role assignment delete --ids "
                                                + ShellWord.quoted(held.id())))
                .about(role.name() + " on " + names.in(held.scope()));
    }

    private Finding missing(Rights.Need need) {
        return Finding.fail(
                id(),
                "It is not assigned.",
                platform.missing(
                        need,
                        "Assign it; it takes effect in 1 to 5 minutes. gatehouse doctor --fix does"
                                + " it too."));
    }

    private Finding unknown(Expected expectation) {
        return Finding.fail(
                        id(),
                        "Doctor does not know that role by name.",
                        Advice.of("Write the role's GUID in doctor.expect.")
                                .run(
                                        "az rest --method get --url "
                                                + ShellWord.quoted(
                                                        expectation.scope()
                                                                + "/providers/Microsoft.Authorization"
                                                                + "/roleDefinitions"
                                                                + "?api-version=2022-04-01")
                                                + " --query "
                                                + ShellWord.quoted(
                                                        "value[?properties.roleName=="
                                                                + literal(expectation.role())
                                                                + "].name")
                                                + " --output tsv"))
                .about(expectation.role());
    }

    /** As a raw string of JMESPath. */
    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Finding unreadable(String why) {
        return Finding.warn(
                id(),
                "Azure does not tell: " + why,
                Advice.of("Try again, or look in the portal under Access control (IAM)."));
    }

    private static String told(ArmFault fault) {
        return "status " + fault.status() + " " + fault.code() + ".";
    }

    /** Whether an assignment at {@code where} reaches no further than one at {@code scope}. */
    private static boolean isWithin(String scope, String where) {
        String outer = scope.toLowerCase(Locale.ROOT);
        String inner = where.toLowerCase(Locale.ROOT);
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }
}
