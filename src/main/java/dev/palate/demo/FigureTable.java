package dev.palate.demo;

import java.util.Arrays;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A text table for a terminal of fixed-width characters: the first column is left-aligned, the figures are right-aligned. */
final class FigureTable {

    private final int[] widths;
    private final TextTable table;

    FigureTable(int... widths) {
        this.widths = widths;
        this.table = columns(widths);
    }

    /** A table of left-aligned columns; a cell that is too long is cut. */
    static TextTable columns(int... widths) {
        return TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                Arrays.stream(widths)
                        .mapToObj(width -> new Column(width, 0, Overflow.TRUNCATE))
                        .toArray(Column[]::new));
    }

    void add(String first, String... figures) {
        String[] row = new String[widths.length];
        row[0] = first;
        for (int column = 1; column < widths.length; column++) {
            row[column] = ("%" + widths[column] + "s").formatted(figures[column - 1]);
        }
        table.addRowValues(row);
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
