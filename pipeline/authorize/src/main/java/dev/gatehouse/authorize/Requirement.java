package dev.gatehouse.authorize;

import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a rule admits. Every kind that is named must be met; of {@code roles}, {@code tenants},
 * {@code oids} and {@code groups} one entry is enough, of {@code scopes} all are needed.
 *
 * <p>Checked in this order, and the first that fails names the refusal: signed in; a program has a
 * role; roles; scopes; tenants; oids; groups. Groups come last, so {@code groups_unknown} means
 * that all else is met and asking Graph would decide.
 *
 * @param anonymous anybody, even without a credential; excludes all other kinds
 * @param signedIn any admitted caller
 * @param roles one of these, with what they include
 * @param scopes all of these delegated permissions; a program has none
 * @param groups one of these groups, by object id
 * @param oids one of these people or programs
 * @param tenants from one of these tenants
 */
public record Requirement(
        boolean anonymous,
        boolean signedIn,
        Set<Role> roles,
        Set<String> scopes,
        Set<String> groups,
        Set<ObjectId> oids,
        Set<TenantId> tenants) {
    /** Anybody. */
    public static final Requirement ANONYMOUS = bare(true);

    /** Any admitted caller. */
    public static final Requirement SIGNED_IN = bare(false);

    public Requirement {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        groups =
                groups.stream()
                        .map(group -> group.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        oids = Set.copyOf(oids);
        tenants = Set.copyOf(tenants);
        boolean named =
                !(roles.isEmpty()
                        && scopes.isEmpty()
                        && groups.isEmpty()
                        && oids.isEmpty()
                        && tenants.isEmpty());
        if (anonymous && (signedIn || named)) {
            throw new IllegalArgumentException("anonymous excludes every other requirement");
        }
        if (!anonymous && !signedIn && !named) {
            throw new IllegalArgumentException("the requirement admits nobody");
        }
    }

    /** One of these roles. */
    public static Requirement anyOf(Role... roles) {
        return new Requirement(false, true, Set.of(roles), Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** What the caller lacks, in the order of the checks; empty if the caller is admitted. */
    public List<Lack> lacking(Optional<Principal> caller) {
        if (anonymous) {
            return List.of();
        }
        if (caller.isEmpty()) {
            return List.of(new Lack(Lack.Kind.SIGN_IN, List.of()));
        }
        Principal principal = caller.get();
        var lacks = new ArrayList<Lack>();
        boolean roleless = principal.roles().isEmpty();
        if (roleless && principal.kind() == Principal.Kind.APPLICATION) {
            lacks.add(new Lack(Lack.Kind.ANY_ROLE, labels()));
        } else if (!roles.isEmpty() && roles.stream().noneMatch(principal::holds)) {
            lacks.add(new Lack(roleless ? Lack.Kind.ANY_ROLE : Lack.Kind.ROLE, labels()));
        }
        List<String> missing =
                scopes.stream().filter(s -> !principal.scopes().contains(s)).sorted().toList();
        if (!missing.isEmpty()) {
            lacks.add(new Lack(Lack.Kind.SCOPE, missing));
        }
        if (!tenants.isEmpty() && !tenants.contains(principal.tenant())) {
            lacks.add(new Lack(Lack.Kind.TENANT, texts(tenants)));
        }
        if (!oids.isEmpty() && !oids.contains(principal.object())) {
            lacks.add(new Lack(Lack.Kind.OBJECT, texts(oids)));
        }
        lacksGroup(principal).ifPresent(lacks::add);
        return List.copyOf(lacks);
    }

    /**
     * Whether this certainly admits all whom {@code other} admits, and more. A list of tenants
     * alone makes no such difference, for who is admitted at all may be no more than those.
     *
     * @param everybodyViews whether each admitted caller holds {@link Role#VIEWER}
     */
    boolean asksLessThan(Requirement other, boolean everybodyViews) {
        if (anonymous || other.anonymous) {
            return !other.anonymous;
        }
        Set<Role> mine = asked(roles, everybodyViews);
        Set<Role> theirs = asked(other.roles, everybodyViews);
        return admitsThoseOf(mine, theirs)
                && other.scopes.containsAll(scopes)
                && includes(groups, other.groups)
                && includes(oids, other.oids)
                && includes(tenants, other.tenants)
                && !(admitsThoseOf(theirs, mine)
                        && scopes.containsAll(other.scopes)
                        && includes(other.groups, groups)
                        && includes(other.oids, oids));
    }

    private static Set<Role> asked(Set<Role> roles, boolean everybodyViews) {
        return everybodyViews && roles.contains(Role.VIEWER) ? Set.of() : roles;
    }

    /** Whether whoever holds one of {@code theirs} holds one of {@code mine}; none asks nothing. */
    private static boolean admitsThoseOf(Set<Role> mine, Set<Role> theirs) {
        return mine.isEmpty()
                || (!theirs.isEmpty()
                        && theirs.stream()
                                .allMatch(held -> mine.stream().anyMatch(held::includes)));
    }

    private static boolean includes(Set<?> mine, Set<?> theirs) {
        return mine.isEmpty() || (!theirs.isEmpty() && mine.containsAll(theirs));
    }

    private Optional<Lack> lacksGroup(Principal principal) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        return switch (principal.groups()) {
            case Groups.Overage() -> Optional.of(new Lack(Lack.Kind.GROUPS_KNOWN, texts(groups)));
            case Groups.Listed(Set<String> ids) ->
                    Collections.disjoint(groups, ids)
                            ? Optional.of(new Lack(Lack.Kind.GROUP, texts(groups)))
                            : Optional.empty();
        };
    }

    /** Every role that would do, with those that include a listed one. */
    private List<String> labels() {
        return Arrays.stream(Role.values())
                .filter(role -> roles.stream().anyMatch(role::includes))
                .map(Role::label)
                .toList();
    }

    private static List<String> texts(Set<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static Requirement bare(boolean anonymous) {
        return new Requirement(
                anonymous, !anonymous, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }
}
