package dev.gatehouse.authorize;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.RuleId;
import java.util.List;

/**
 * One thing that a caller lacks for a rule.
 *
 * @param wanted what would do, as the rule lists it; may be empty
 */
public record Lack(Kind kind, List<String> wanted) {
    /** What sort of thing. */
    public enum Kind {
        /** A credential. */
        SIGN_IN,
        /** Any role: the caller has none. */
        ANY_ROLE,
        /** One of the wanted roles. */
        ROLE,
        /** Each of the wanted scopes. */
        SCOPE,
        /** One of the wanted tenants. */
        TENANT,
        /** To be one of the wanted objects. */
        OBJECT,
        /** One of the wanted groups. */
        GROUP,
        /** The token's list of groups was cut: membership must be looked up first. */
        GROUPS_KNOWN
    }

    public Lack {
        wanted = List.copyOf(wanted);
    }

    /**
     * The answer to the caller. Roles and scopes are named, for the caller can ask for them; the
     * members of an allow-list are not.
     */
    Refusal refusal(RuleId rule) {
        Refusal refusal =
                switch (kind) {
                    case SIGN_IN ->
                            Refusal.of(
                                    RefusalCode.AUTHENTICATION_REQUIRED, "Authentication required");
                    case ANY_ROLE ->
                            roles(
                                    RefusalCode.NO_ROLE,
                                    "The caller has no role in this application");
                    case ROLE ->
                            roles(
                                    RefusalCode.ROLE_REQUIRED,
                                    "Required roles: [" + String.join(", ", wanted) + "]");
                    case SCOPE ->
                            Refusal.of(
                                            RefusalCode.MISSING_SCOPE,
                                            "Missing required scope: " + String.join(" ", wanted))
                                    .with("scopes", String.join(" ", wanted));
                    case TENANT ->
                            Refusal.of(
                                    RefusalCode.NOT_ON_ALLOW_LIST,
                                    "The caller's tenant is not on the allow-list");
                    case OBJECT ->
                            Refusal.of(
                                    RefusalCode.NOT_ON_ALLOW_LIST,
                                    "The caller is not on the allow-list");
                    case GROUP ->
                            Refusal.of(
                                    RefusalCode.NOT_ON_ALLOW_LIST,
                                    "The caller is in none of the allowed groups");
                    case GROUPS_KNOWN ->
                            Refusal.of(
                                    RefusalCode.GROUPS_UNKNOWN,
                                    "The token does not list the caller's groups");
                };
        return kind == Kind.SIGN_IN ? refusal : refusal.with("rule", rule.value());
    }

    private Refusal roles(RefusalCode code, String detail) {
        Refusal refusal = Refusal.of(code, detail);
        return wanted.isEmpty() ? refusal : refusal.with("roles", String.join(" ", wanted));
    }
}
