package dev.gatehouse.kernel;

import dev.gatehouse.kernel.RequestPath.Ambiguous;
import dev.gatehouse.kernel.RequestPath.Normalization;
import dev.gatehouse.kernel.RequestPath.Normalized;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * The one reading of a path; {@link RequestPath#normalize} says what is refused, merged and kept.
 */
final class PathNormalizer {
    private static final boolean[] PLAIN = new boolean[128];

    static {
        String allowed =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$&'()*+,=:@/";
        allowed.chars().forEach(c -> PLAIN[c] = true);
    }

    private PathNormalizer() {}

    static Normalization normalize(String raw) {
        if (isNormal(raw)) {
            return new Normalized(RequestPath.trusted(raw));
        }
        return raw.isEmpty() || raw.charAt(0) != '/'
                ? new Ambiguous("the path does not begin with a slash")
                : rewrite(raw);
    }

    /** One pass without allocation over the paths that nearly every request has. */
    private static boolean isNormal(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return false;
        }
        char before = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= 128 || !PLAIN[c] || (c == '/' && (before == '/' || before == '.'))) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    /** The full reading, without the shortcut. */
    static Normalization rewrite(String raw) {
        var segments = new ArrayDeque<String>();
        String[] parts = raw.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            switch (segment(parts[i])) {
                case Fault(String why) -> {
                    return new Ambiguous(why);
                }
                case Text(String text, String decoded) -> {
                    boolean last = i == parts.length - 1;
                    boolean up = text.equals("..");
                    if (up && segments.isEmpty()) {
                        return new Ambiguous("the path climbs above the root");
                    }
                    if (up) {
                        segments.removeLast();
                    } else if (!text.isEmpty() && !text.equals(".")) {
                        if (endsLoosely(decoded)) {
                            return new Ambiguous("a path segment ends in a dot or a space");
                        }
                        segments.addLast(text);
                    }
                    if (last && (up || text.isEmpty() || text.equals("."))) {
                        segments.addLast("");
                    }
                }
            }
        }
        String joined = "/" + String.join("/", segments);
        return new Normalized(RequestPath.trusted(joined));
    }

    private sealed interface Segment {}

    private record Text(String text, String decoded) implements Segment {}

    private record Fault(String why) implements Segment {}

    private static Segment segment(String raw) {
        var out = new StringBuilder(raw.length());
        var escaped = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = escapeAt(raw, i);
                if (value < 0) {
                    return new Fault("the path holds a malformed escape");
                }
                if (value < ' ' || value == 0x7f) {
                    return new Fault("the path holds an encoded control character");
                }
                if (value == '/' || value == '\\') {
                    return new Fault("the path holds an encoded slash");
                }
                if (value == '%') {
                    return new Fault("the path is encoded twice");
                }
                if (value == ';') {
                    return new Fault("the path holds a parameter");
                }
                escaped.put((byte) value);
                if (value < 128 && isUnreserved((char) value)) {
                    out.append((char) value);
                } else {
                    out.append('%').append(raw.substring(i + 1, i + 3).toUpperCase(Locale.ROOT));
                }
                i += 2;
            } else if (c == ';') {
                return new Fault("the path holds a parameter");
            } else if (c >= 128 || !PLAIN[c]) {
                return new Fault("the path holds a character that must be encoded");
            } else {
                escaped.put((byte) c);
                out.append(c);
            }
        }
        return text(out.toString(), escaped.flip());
    }

    private static Segment text(String text, ByteBuffer escaped) {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(escaped).toString();
        } catch (CharacterCodingException malformed) {
            return new Fault("the path is not UTF-8");
        }
        return decoded.codePoints().anyMatch(PathNormalizer::breaksLines)
                ? new Fault("the path holds an encoded control character")
                : new Text(text, decoded);
    }

    /** Controls of either block, and the two separators that some readers take for a line's end. */
    private static boolean breaksLines(int point) {
        return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
    }

    /** Some file systems and servers drop dots and spaces, of any width, at a name's end. */
    private static boolean endsLoosely(String decoded) {
        char last = decoded.charAt(decoded.length() - 1);
        return last == '.' || Character.isSpaceChar(last);
    }

    private static int escapeAt(String raw, int at) {
        if (at + 2 >= raw.length()) {
            return -1;
        }
        int high = hex(raw.charAt(at + 1));
        int low = hex(raw.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
