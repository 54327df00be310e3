package dev.gatehouse.kernel;

import java.util.Set;

/**
 * Who calls: the proof that {@code authenticate} checked a credential. Only that stage constructs
 * it (an architecture rule).
 *
 * @param tenant the {@code tid} of the token
 * @param object the {@code oid} of the token
 * @param kind a person, or a program acting for itself
 * @param client the application that obtained the token ({@code azp} or {@code appid})
 * @param name for display only, never for a decision; may be empty
 * @param username {@code preferred_username} or {@code upn}, for display only; may be empty
 * @param roles mapped from app roles; empty means the caller has none
 * @param scopes the {@code scp} claim; empty for programs
 * @param groups memberships named by the token
 * @param answersChallenges whether the client declared capability {@code cp1}
 */
public record Principal(
        TenantId tenant,
        ObjectId object,
        Kind kind,
        ClientId client,
        String name,
        String username,
        Set<Role> roles,
        Set<String> scopes,
        Groups groups,
        boolean answersChallenges) {
    /** Person or program. */
    public enum Kind {
        USER,
        APPLICATION
    }

    public Principal {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /**
     * The same caller, once the directory has said which groups of {@code known} they belong to.
     */
    public Principal knowing(Groups.Listed known) {
        return new Principal(
                tenant,
                object,
                kind,
                client,
                name,
                username,
                roles,
                scopes,
                known,
                answersChallenges);
    }

    /** Whether one of the caller's roles includes {@code wanted}. */
    public boolean holds(Role wanted) {
        for (Role role : roles) {
            if (role.includes(wanted)) {
                return true;
            }
        }
        return false;
    }
}
