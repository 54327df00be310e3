package dev.gatehouse.kernel;

import java.util.Optional;
import java.util.UUID;

/** A directory object: the {@code oid} claim. Unique within its tenant only; key data by both. */
public record ObjectId(UUID value) {
    /** The object named by {@code text}, or empty if it is not a UUID in its canonical form. */
    public static Optional<ObjectId> parse(String text) {
        return Uuids.parse(text).map(ObjectId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
