package dev.gatehouse.authorize;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** How paths are compared: decoded, composed (NFC), without letter case. */
final class PathText {
    private PathText() {}

    /**
     * The path with its escapes decoded; the same object if it has none. A normalised path hides no
     * slash, so decoding adds no segment.
     */
    static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        String plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    static String folded(String path) {
        String decoded = decoded(path);
        var folded = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            folded.append(fold(decoded.charAt(i)));
        }
        return folded.toString();
    }

    /** Folds as {@link String#equalsIgnoreCase} does. */
    static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Where the segment that begins at {@code from} ends. */
    static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }
}
