package dev.gatehouse.authorize;

import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a decision comes about, for people who write rules.
 *
 * @param decisive the rule that decides; empty if none covers the request
 * @param skipped the rules before it, in order, with what did not fit
 * @param caller what the caller has; empty without a credential
 * @param lacking all that the caller lacks for the rule, in the order of the checks
 */
public record Explanation(
        Route route,
        Decision decision,
        Optional<Rule> decisive,
        List<Skipped> skipped,
        Optional<Caller> caller,
        List<Lack> lacking) {
    public Explanation {
        skipped = List.copyOf(skipped);
        lacking = List.copyOf(lacking);
    }

    /** A rule that does not cover the request. */
    public record Skipped(RuleId rule, String path, Why why) {}

    /** What did not fit. */
    public enum Why {
        OTHER_PATH,
        /** The path fits, the method does not. */
        OTHER_METHOD
    }

    /**
     * What the caller brings to a decision; no name.
     *
     * @param groupsKnown false if the token's list of groups was cut
     */
    public record Caller(
            TenantId tenant,
            ObjectId object,
            Principal.Kind kind,
            Set<Role> roles,
            Set<String> scopes,
            Set<String> groups,
            boolean groupsKnown) {
        public Caller {
            roles = Set.copyOf(roles);
            scopes = Set.copyOf(scopes);
            groups = Set.copyOf(groups);
        }

        static Caller of(Principal principal) {
            Set<String> groups =
                    switch (principal.groups()) {
                        case Groups.Listed(Set<String> ids) -> ids;
                        case Groups.Overage() -> Set.of();
                    };
            return new Caller(
                    principal.tenant(),
                    principal.object(),
                    principal.kind(),
                    principal.roles(),
                    principal.scopes(),
                    groups,
                    principal.groups() instanceof Groups.Listed);
        }
    }
}
