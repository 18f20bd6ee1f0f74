package dev.palate.demo;

import java.util.List;
import java.util.stream.IntStream;

/** Blocks of text side by side, for a terminal of fixed-width characters. */
final class TextColumns {

    private static final String GAP = "  ";
    private static final String CUT = "...";

    private TextColumns() {}

    /**
     * The columns as lines, each column padded to {@code width} characters; longer lines are cut, shorter columns end in
     * blanks. No line ends in a blank.
     */
    static List<String> join(List<List<String>> columns, int width) {
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height)
                .mapToObj(row -> row(columns, row, width))
                .toList();
    }

    private static String row(List<List<String>> columns, int row, int width) {
        StringBuilder line = new StringBuilder();
        for (List<String> column : columns) {
            line.append(line.isEmpty() ? "" : GAP);
            line.append(fit(row < column.size() ? column.get(row) : "", width));
        }
        return line.toString().stripTrailing();
    }

    /** {@code text} in exactly {@code width} characters. */
    static String fit(String text, int width) {
        return text.length() > width
                ? text.substring(0, width - CUT.length()) + CUT
                : text + " ".repeat(width - text.length());
    }
}
