package dev.gatehouse.emulator.entra;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the claims of a received token; a claim of another type counts as absent. */
record TokenClaims(Map<String, Object> values) {
    Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<UUID> uuid(String name) {
        return text(name).flatMap(Uuids::parse);
    }

    /** A NumericDate, RFC 7519 section 2. */
    Optional<Instant> instant(String name) {
        return values.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    List<String> list(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }
}
