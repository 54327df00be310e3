package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
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
        try {
            subscriptions(found).forEach(it -> scopes.add("/subscriptions/" + it.id()));
        } catch (CredentialUnavailable none) {
            return List.of(Finding.ok(id(), "Not needed: every call goes as the caller."));
        }
        if (shows) {
            scopes.stream()
                    .filter(it -> it.split("/").length == 3)
                    .forEach(it -> wanted.add(new Wanted(AzureRole.READER, it)));
        }
        Map<String, Asked<List<Rights.Assignment>>> held = held(scopes);
        wanted.forEach(it -> found.add(judged(it, held)));
        found.addAll(wide(wanted, held));
        return found.isEmpty()
                ? List.of(Finding.ok(id(), "It holds no role, and none is expected."))
                : found;
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

    private Finding judged(Wanted wanted, Map<String, Asked<List<Rights.Assignment>>> held) {
        String label = wanted.role().name() + " on " + wanted.scope();
        Optional<Rights.Need> need = platform.need(wanted.role(), wanted.scope());
        Asked<List<Rights.Assignment>> asked = held.get(wanted.scope());
        if (need.isEmpty() || asked == null) {
            return unreadable("the token names no principal").about(label);
        }
        return switch (asked) {
            case Asked.Answered<List<Rights.Assignment>>(var list, var _, var _) ->
                    list.stream().anyMatch(it -> covers(it, wanted.role()))
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

    private static boolean covers(Rights.Assignment held, AzureRole wanted) {
        return AzureRole.named(held.role()).filter(wanted::isCoveredBy).isPresent();
    }

    private List<Finding> wide(
            Set<Wanted> wanted, Map<String, Asked<List<Rights.Assignment>>> held) {
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
                            .ifPresent(role -> wide.put(each.id(), tooWide(role, each)));
                }
            }
        }
        return List.copyOf(wide.values());
    }

    private Finding tooWide(AzureRole role, Rights.Assignment held) {
        return Finding.warn(
                        id(),
                        "It is wider than anything that is expected.",
                        Advice.of(
                                        "Remove it, or name it in doctor.expect if it is meant. Check"
                                                + " first that nothing else uses the identity.")
                                .run("az role assignment delete --ids " + ShellWord.quoted(held.id())))
                .about(role.name() + " on " + held.scope());
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
                                        "az role definition list --name "
                                                + ShellWord.quoted(expectation.role())
                                                + " --query '[].name' --output tsv"))
                .about(expectation.role());
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
