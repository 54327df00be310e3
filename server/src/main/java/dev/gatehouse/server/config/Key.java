package dev.gatehouse.server.config;

import java.util.List;
import java.util.Optional;

/**
 * One key that the product knows.
 *
 * @param path dotted; {@code *} stands for a name of the operator's choice, {@code []} for a place
 *     in a list
 * @param initial the default as YAML; empty if there is none or it depends on other keys
 * @param environment variables that set it; the first is the canonical name
 */
record Key(String path, Optional<String> initial, List<String> environment, Sort sort) {
    /** What the key holds. */
    enum Sort {
        VALUE,
        SECRET,
        /** In the environment: separated by commas. */
        LIST,
        /** Other keys, or free names. */
        MAPPING
    }

    Key {
        environment = List.copyOf(environment);
    }
}
