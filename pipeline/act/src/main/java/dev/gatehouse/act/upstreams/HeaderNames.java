package dev.gatehouse.act.upstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A set of header names and name prefixes that is asked on the hot path: by length and first letter
 * at first, without allocation. Letter case is ignored, and every character that is neither a
 * letter nor a digit counts as a dash, because CGI, WSGI and PHP show {@code X_Gatehouse_A} and
 * {@code X-Gatehouse-A} to an application under the same name.
 */
final class HeaderNames {
    private static final String PREFIX_MARK = "*";

    /** By first letter. */
    private final String[][] exact = new String[26][];

    private final String[][] prefixes = new String[26][];

    /** By first letter: the shortest name that can match. */
    private final int[] shortest = new int[26];

    /**
     * @param names in any letter case; one that ends in {@code *} stands for all that begin so
     */
    HeaderNames(String... names) {
        for (int letter = 0; letter < 26; letter++) {
            char first = (char) ('a' + letter);
            List<String> whole = new ArrayList<>();
            List<String> starts = new ArrayList<>();
            int least = Integer.MAX_VALUE;
            for (String listed : names) {
                String name = listed.toLowerCase(Locale.ROOT);
                if (name.charAt(0) == first) {
                    boolean isPrefix = name.endsWith(PREFIX_MARK);
                    String text = isPrefix ? name.substring(0, name.length() - 1) : name;
                    (isPrefix ? starts : whole).add(text);
                    least = Math.min(least, text.length());
                }
            }
            exact[letter] = whole.toArray(String[]::new);
            prefixes[letter] = starts.toArray(String[]::new);
            shortest[letter] = least;
        }
    }

    boolean contains(CharSequence name) {
        int length = name.length();
        int letter = length == 0 ? -1 : (name.charAt(0) | 0x20) - 'a';
        if (letter < 0 || letter >= 26 || length < shortest[letter]) {
            return false;
        }
        for (String candidate : exact[letter]) {
            if (candidate.length() == length && startsWith(name, candidate)) {
                return true;
            }
        }
        for (String candidate : prefixes[letter]) {
            if (candidate.length() <= length && startsWith(name, candidate)) {
                return true;
            }
        }
        return false;
    }

    /** {@code name} is at least as long as {@code start}. The ends of names differ sooner. */
    private static boolean startsWith(CharSequence name, String start) {
        for (int i = start.length() - 1; i >= 0; i--) {
            if (fold(name.charAt(i)) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char fold(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c | 0x20);
        }
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    }
}
