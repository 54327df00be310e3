package dev.gatehouse.operate.setup;

import java.util.Set;

/**
 * An app role that people are given.
 *
 * @param value as tokens carry it
 * @param otherwise spellings that count as well; a registration that has one of them needs no other
 * @param description for administrators
 * @param programs whether programs may have it too
 */
public record RoleWanted(
        String value, Set<String> otherwise, String description, boolean programs) {
    public RoleWanted {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an app role without a value");
        }
        otherwise = Set.copyOf(otherwise);
    }

    boolean isMetBy(String found) {
        return found.equals(value) || otherwise.contains(found);
    }
}
