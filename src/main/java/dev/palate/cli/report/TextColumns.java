package dev.palate.cli.report;

import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows of cells as text, in columns that are as wide as their longest cell. */
final class TextColumns {

    private static final int GAP = 2;

    private TextColumns() {}

    static String of(List<String[]> rows) {
        Column[] columns = IntStream.range(0, rows.get(0).length)
                .mapToObj(column -> {
                    int longest = rows.stream()
                            .mapToInt(row -> row[column].length())
                            .max()
                            .orElse(0);
                    return new Column(longest + GAP, 0, Overflow.TRUNCATE);
                })
                .toArray(Column[]::new);
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        rows.forEach(table::addRowValues);
        return table.toString().stripTrailing();
    }
}
