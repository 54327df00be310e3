package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reads the lines that {@link EventEncoder} writes. Fields it does not know are passed over. */
final class EventDecoder {
    private static final JsonFactory JSON = new JsonFactory();

    private EventDecoder() {}

    /**
     * The line in {@code bytes} from {@code start} on.
     *
     * @throws AuditUnavailable if it is not such a line
     */
    static AuditEntry decode(long seq, byte[] bytes, int start, int length) {
        Map<String, String> fields = fields(bytes, start, length);
        try {
            return new AuditEntry(
                    seq, Long.parseLong(fields.getOrDefault("count", "1")), event(fields));
        } catch (RuntimeException e) {
            throw new AuditUnavailable("audit line " + seq + " is not an event", e);
        }
    }

    private static AuditEvent event(Map<String, String> fields) {
        return new AuditEvent(
                Instant.parse(text(fields, "time")),
                text(fields, "request"),
                phase(text(fields, "phase")),
                text(fields, "tenant"),
                text(fields, "caller"),
                text(fields, "kind"),
                text(fields, "via"),
                text(fields, "method"),
                text(fields, "path"),
                text(fields, "rule"),
                text(fields, "outcome"),
                text(fields, "code"),
                text(fields, "actedAs"),
                text(fields, "reason"),
                text(fields, "upstream"),
                Integer.parseInt(fields.getOrDefault("status", "0")),
                Long.parseLong(fields.getOrDefault("micros", "0")));
    }

    private static AuditEvent.Phase phase(String text) {
        return switch (text) {
            case "" -> AuditEvent.Phase.EVENT;
            case "intent" -> AuditEvent.Phase.INTENT;
            case "completion" -> AuditEvent.Phase.COMPLETION;
            default -> throw new IllegalArgumentException("unknown phase");
        };
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    private static Map<String, String> fields(byte[] bytes, int start, int length) {
        var fields = new HashMap<String, String>(32);
        try (var parser = JSON.createParser(bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AuditUnavailable("audit line is not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new AuditUnavailable("audit line is not JSON", e);
        }
        return fields;
    }
}
