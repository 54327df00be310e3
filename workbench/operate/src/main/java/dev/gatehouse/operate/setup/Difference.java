package dev.gatehouse.operate.setup;

import java.util.List;

/** What one part lacks: for people, and as calls. No change, no calls. */
record Difference(List<Line> lines, List<Write> writes) {
    Difference {
        lines = List.copyOf(lines);
        writes = List.copyOf(writes);
    }

    static Difference none() {
        return new Difference(List.of(), List.of());
    }

    boolean changes() {
        return lines.stream().anyMatch(Line::changes);
    }
}
