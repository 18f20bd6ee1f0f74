package dev.palate.demo;

import dev.palate.recommendation.NamedList;
import dev.palate.recommendation.Origin;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.RecommendedItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.TextTable;

/** The notebook's last section as text: lists of titles next to each other, and below them the genre counts of each list. */
final class NotebookSection {

    private static final int WIDTH = 42;
    private static final int GAP = 2;

    private NotebookSection() {}

    static String render(String userId, List<NamedList> lists) {
        return nextToEachOther(lists.stream().map(list -> titles(userId, list)).toList())
                + System.lineSeparator()
                + nextToEachOther(lists.stream().map(NotebookSection::counts).toList());
    }

    private static String nextToEachOther(List<List<String>> blocks) {
        int[] widths = blocks.stream()
                .flatMapToInt(block -> IntStream.of(WIDTH, GAP))
                .limit(2L * blocks.size() - 1)
                .toArray();
        TextTable table = FigureTable.columns(widths);
        int height = blocks.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            String[] row = new String[widths.length];
            Arrays.fill(row, "");
            for (int block = 0; block < blocks.size(); block++) {
                List<String> lines = blocks.get(block);
                row[2 * block] = line < lines.size() ? lines.get(line) : "";
            }
            table.addRowValues(row);
        }
        return table.toString();
    }

    private static List<String> titles(String userId, NamedList list) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(userId, list));
        for (RecommendedItem place : list.items()) {
            lines.add("%2d. %s".formatted(place.rank(), place.item().title()));
        }
        return lines;
    }

    private static String heading(String userId, NamedList list) {
        Origin origin = list.origin();
        if (list.source().equals(RecommendationComparison.RATINGS) || origin == null) {
            return "Best rated by user " + userId;
        }
        return origin.fallback() == null
                ? list.source() + ", version " + origin.version()
                : list.source() + " (not trained: by " + origin.fallback() + ")";
    }

    private static List<String> counts(NamedList list) {
        List<String> lines = new ArrayList<>();
        lines.add("Genre counts");
        list.categoryCounts().forEach((category, count) -> lines.add("%4d %s".formatted(count, category)));
        return lines;
    }
}
