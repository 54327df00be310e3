package dev.gatehouse.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Lays events out as lines of JSON (RFC 8259) in one growing buffer, without garbage for plain
 * text. Fields that say nothing are left out. Used by one thread.
 */
final class EventEncoder {
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final byte[] TIME = name("{\"time\":\"");
    private static final byte[] REQUEST = name(",\"request\":\"");
    private static final byte[] PHASE = name(",\"phase\":\"");
    private static final byte[] TENANT = name(",\"tenant\":\"");
    private static final byte[] CALLER = name(",\"caller\":\"");
    private static final byte[] KIND = name(",\"kind\":\"");
    private static final byte[] VIA = name(",\"via\":\"");
    private static final byte[] METHOD = name(",\"method\":\"");
    private static final byte[] PATH = name(",\"path\":\"");
    private static final byte[] RULE = name(",\"rule\":\"");
    private static final byte[] OUTCOME = name(",\"outcome\":\"");
    private static final byte[] CODE = name(",\"code\":\"");
    private static final byte[] ACTED_AS = name(",\"actedAs\":\"");
    private static final byte[] REASON = name(",\"reason\":\"");
    private static final byte[] UPSTREAM = name(",\"upstream\":\"");
    private static final byte[] STATUS = name(",\"status\":");
    private static final byte[] MICROS = name(",\"micros\":");
    private static final byte[] COUNT = name(",\"count\":");

    private byte[] buffer = new byte[16 * 1024];
    private int size;
    private long cachedSecond = Long.MIN_VALUE;
    private byte[] cachedText = new byte[0];

    private static byte[] name(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Appends one line, with its line feed. {@code count} is left out if it is 1. */
    void append(AuditEvent event, long count) {
        bytes(TIME);
        time(event.time());
        field(REQUEST, event.requestId());
        if (event.phase() != AuditEvent.Phase.EVENT) {
            field(PHASE, event.phase() == AuditEvent.Phase.INTENT ? "intent" : "completion");
        }
        field(TENANT, event.tenant());
        field(CALLER, event.caller());
        field(KIND, event.callerKind());
        field(VIA, event.via());
        field(METHOD, event.method());
        field(PATH, event.path());
        field(RULE, event.rule());
        field(OUTCOME, event.outcome());
        field(CODE, event.code());
        field(ACTED_AS, event.actedAs());
        field(REASON, event.reason());
        field(UPSTREAM, event.upstream());
        number(STATUS, event.status(), 0);
        number(MICROS, event.micros(), 0);
        number(COUNT, count, 1);
        room(2);
        buffer[size++] = '}';
        buffer[size++] = '\n';
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    void clear() {
        size = 0;
    }

    private void time(Instant time) {
        long second = time.getEpochSecond();
        if (second != cachedSecond) {
            cachedText =
                    LocalDateTime.ofEpochSecond(second, 1, ZoneOffset.UTC)
                            .toString()
                            .substring(0, 20)
                            .getBytes(ISO_8859_1);
            cachedSecond = second;
        }
        bytes(cachedText);
        room(8);
        int micros = time.getNano() / 1000;
        for (int i = size + 5; i >= size; i--) {
            buffer[i] = (byte) ('0' + micros % 10);
            micros /= 10;
        }
        size += 6;
        buffer[size++] = 'Z';
        buffer[size++] = '"';
    }

    private void field(byte[] name, String text) {
        int length = text.length();
        if (length == 0) {
            return;
        }
        room(name.length + length + 1);
        System.arraycopy(name, 0, buffer, size, name.length);
        int at = size + name.length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                size = at;
                escaped(text.substring(i).getBytes(UTF_8));
                return;
            }
            buffer[at++] = (byte) c;
        }
        buffer[at++] = '"';
        size = at;
    }

    private void escaped(byte[] utf8) {
        room(utf8.length * 6 + 1);
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                buffer[size++] = '\\';
                buffer[size++] = b;
            } else if ((b >= 0 && b < ' ') || b == 0x7f) {
                buffer[size++] = '\\';
                buffer[size++] = 'u';
                buffer[size++] = '0';
                buffer[size++] = '0';
                buffer[size++] = HEX[b >> 4];
                buffer[size++] = HEX[b & 15];
            } else {
                buffer[size++] = b;
            }
        }
        buffer[size++] = '"';
    }

    private void number(byte[] name, long value, long unsaid) {
        if (value != unsaid) {
            bytes(name);
            bytes(Long.toString(value).getBytes(ISO_8859_1));
        }
    }

    private void bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, buffer, size, more.length);
        size += more.length;
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
