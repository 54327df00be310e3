package dev.gatehouse.operate.rights;

import java.util.Locale;

/**
 * An action of a role, such as {@code Microsoft.Storage/*}. A star stands for any text, slashes
 * included; letter case does not matter (Microsoft: "Understand Azure role definitions").
 *
 * @param text in lower case
 */
record ActionPattern(String text) {
    ActionPattern {
        text = text.toLowerCase(Locale.ROOT);
    }

    /** Whether it stands for {@code action}. Takes time in proportion to both lengths. */
    boolean matches(String action) {
        String wanted = action.toLowerCase(Locale.ROOT);
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < wanted.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && text.charAt(at) == wanted.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
