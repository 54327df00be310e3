package dev.gatehouse.entra;

import dev.gatehouse.kernel.AccessToken;
import java.util.Set;

/** Answers whether a person is in some groups, for tokens that could not list them all. */
public interface GroupMembership {
    /**
     * Those of {@code groupIds} that the person whose token it is belongs to, directly or through
     * another group. Asks about nothing else.
     *
     * @param groupIds object ids; compared without regard to case, answered in lower case
     * @param graphToken for Microsoft Graph, in the person's name
     * @throws GroupsUnavailable if it cannot be found out, which never means "none"
     */
    Set<String> memberOf(Set<String> groupIds, AccessToken graphToken);
}
