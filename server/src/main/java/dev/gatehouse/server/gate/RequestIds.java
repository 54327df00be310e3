package dev.gatehouse.server.gate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names requests. No two have one name, so that the audit never takes two for one; a caller's own
 * id, where it is fit to be one, is its beginning. For correlation, not a secret.
 */
final class RequestIds {
    private static final int LONGEST = 64;
    private static final int SHORTEST = 8;
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 20;

    private final SplittableRandom random = new SplittableRandom();

    String of(@Nullable String given) {
        return given != null && isFit(given) ? given + "-" + fresh() : fresh();
    }

    private static boolean isFit(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private String fresh() {
        var text = new char[LENGTH];
        long bits = random.nextLong();
        for (int i = 0; i < LENGTH; i++) {
            if (i == LENGTH / 2) {
                bits = random.nextLong();
            }
            text[i] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
        return new String(text);
    }
}
