package dev.gatehouse.authenticate.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** What this package stores, as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of text cannot be written", impossible);
        }
    }

    /** Empty if it was written by a version that stored something else. */
    static <T> Optional<T> read(byte[] json, Class<T> type) {
        try {
            return Optional.of(MAPPER.readValue(json, type));
        } catch (IOException other) {
            return Optional.empty();
        }
    }
}
