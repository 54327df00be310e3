package dev.gatehouse.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the reverse order. */
final class Closing {
    /** Something that can be closed without a checked exception. */
    @FunctionalInterface
    interface Part {
        void close();
    }

    private final Deque<Part> parts = new ArrayDeque<>();

    void add(Part part) {
        parts.push(part);
    }

    /**
     * Closes everything, the last first, also where one of them fails; then the failure goes on.
     */
    void all() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.close();
            } catch (RuntimeException failed) {
                afterwards(failed);
            }
        }
    }

    private void afterwards(RuntimeException failed) {
        try {
            all();
        } catch (RuntimeException another) {
            failed.addSuppressed(another);
        }
        throw failed;
    }
}
