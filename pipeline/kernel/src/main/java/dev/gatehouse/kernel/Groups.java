package dev.gatehouse.kernel;

import java.util.Set;

/** The caller's group memberships, as far as the token tells. */
public sealed interface Groups {
    /** The token listed them all: object ids, in lower case. */
    record Listed(Set<String> ids) implements Groups {
        public Listed {
            ids = Set.copyOf(ids);
        }
    }

    /**
     * Too many for the token ({@code _claim_names} or {@code hasgroups}): unknown, never "none".
     */
    record Overage() implements Groups {}

    /** No groups in the token. */
    Groups NONE = new Listed(Set.of());
}
