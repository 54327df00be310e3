package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Rows with aligned columns. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts with a heading, which also says how many columns there are. */
    Table(String... heading) {
        rows.add(Stream.of(heading).map(Printable::of).toList());
    }

    /** A further row; what a terminal must not see is taken out. */
    Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("a row has as many cells as the heading");
        }
        rows.add(Stream.of(cells).map(Printable::of).toList());
        return this;
    }

    /** The lines, without trailing blanks and without line ends. */
    List<String> lines() {
        int columns = rows.getFirst().size();
        List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(' ', widths.get(i) - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
