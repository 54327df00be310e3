package dev.gatehouse.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that was probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, if at most a third of its letters differ. */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(
                        k ->
                                distance(word, k)
                                        <= Math.max(1, Math.min(word.length(), k.length()) / 3))
                .min(
                        Comparator.comparingInt((String k) -> distance(word, k))
                                .thenComparing(k -> k));
    }

    /** How many letters to insert, remove, change or swap with the next (Levenshtein, Damerau). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, i, b, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, int i, String b, int j) {
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
