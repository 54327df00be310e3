package dev.gatehouse.operate.setup;

import java.util.List;

/**
 * The difference between what is wanted and what is there.
 *
 * @param title which registration, in which tenant
 * @param approver in whose name it was read and would be changed
 * @param lines in the order of the steps
 */
public record Plan(String title, Approver approver, List<Line> lines) {
    public Plan {
        lines = List.copyOf(lines);
    }

    /** Whether carrying it out would change anything. */
    public boolean changes() {
        return lines.stream().anyMatch(Line::changes);
    }

    /** How many lines have the mark. */
    public long count(Line.Mark mark) {
        return lines.stream().filter(it -> it.mark() == mark).count();
    }
}
