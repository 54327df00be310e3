package dev.gatehouse.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that was probably meant. */
final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, if at most a third of its letters differ. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(
                        k ->
                                distance(word, k)
                                        <= Math.max(1, Math.min(word.length(), k.length()) / 3))
                .min(
                        Comparator.comparingInt((String k) -> distance(word, k))
                                .thenComparing(k -> k));
    }

    /** How many letters to insert, remove or change (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
