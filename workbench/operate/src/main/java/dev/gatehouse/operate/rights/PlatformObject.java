package dev.gatehouse.operate.rights;

import dev.gatehouse.kernel.ObjectId;
import java.util.Optional;

/** Who the platform identity is in the directory, known from its own token. */
@FunctionalInterface
public interface PlatformObject {
    /** Its object id; empty if there is no platform identity, or its token does not say. */
    Optional<ObjectId> id();
}
