package dev.gatehouse.server.desk;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * The directory's answer where a token could not hold all groups. Asked about the named groups
 * alone.
 */
@FunctionalInterface
public interface GroupMemberships {
    /** Which of {@code asked} the caller belongs to; empty if that cannot be found out. */
    Optional<Groups.Listed> among(
            Set<String> asked, Principal caller, Optional<Assertion> assertion);
}
