package dev.gatehouse.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys as JSON: {@code {"version":1,"hashing":"…","check":"…","sealing":[{"id":1,"created":"…",
 * "key":"…"}]}}, keys in base64. The check is a hash of the rest by the hashing key, so that a
 * damaged document is found and never taken for other keys.
 */
final class KeyDocument {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String VERSION = "1";

    private KeyDocument() {}

    static byte[] write(KeyRing keys) {
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("version", VERSION);
            json.writeFieldName("hashing");
            json.writeBinary(keys.hashing());
            json.writeStringField("check", check(keys));
            json.writeArrayFieldStart("sealing");
            for (KeyRing.SealingKey key : keys.sealing()) {
                json.writeStartObject();
                json.writeStringField("id", Integer.toString(key.id()));
                json.writeStringField("created", key.created().toString());
                json.writeFieldName("key");
                json.writeBinary(key.key());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The keys, or empty if the document is not whole. What is wrong is not told: it is secret. */
    static Optional<KeyRing> read(byte[] document) {
        try (JsonParser json = JSON.createParser(document)) {
            return Optional.of(parse(json)).filter(keys -> Arrays.equals(write(keys), document));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static KeyRing parse(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        var sealing = new ArrayList<KeyRing.SealingKey>();
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    sealing.add(sealingKey(json));
                }
            } else {
                fields.put(name, json.getText());
            }
        }
        var keys = new KeyRing(sealing, base64(field(fields, "hashing")));
        return keys;
    }

    private static KeyRing.SealingKey sealingKey(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
        return new KeyRing.SealingKey(
                Integer.parseInt(field(fields, "id")),
                Instant.parse(field(fields, "created")),
                base64(field(fields, "key")));
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new IllegalArgumentException("not an object");
        }
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field missing");
        }
        return value;
    }

    private static String check(KeyRing keys) {
        var text = new StringBuilder("gatehouse keys " + VERSION);
        for (KeyRing.SealingKey key : keys.sealing()) {
            text.append('\n').append(key.id()).append(' ').append(key.created()).append(' ');
            text.append(Arrays.toString(key.key()));
        }
        return keys.hash(text.toString());
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
