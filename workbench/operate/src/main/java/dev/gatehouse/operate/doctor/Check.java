package dev.gatehouse.operate.doctor;

import java.util.List;
import java.util.Set;

/** One thing that is looked at. Blocks; throws only what nobody foresaw. */
public interface Check {
    CheckId id();

    /** What must not have failed before, or this has nothing to go by. */
    default Set<CheckId> needs() {
        return Set.of();
    }

    /** At least one finding. */
    List<Finding> examine();
}
