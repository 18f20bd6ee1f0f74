package dev.palate.demo;

import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.RecommendationComparison.Compared;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The notebook's last section as text: lists of titles next to each other, and below them the genre counts of each list. */
final class NotebookSection {

    /** The first 42 characters and a gap of two. */
    private static final String CELL = "%-44.42s";

    private NotebookSection() {}

    static String render(String userId, List<Compared> lists) {
        return nextToEachOther(
                        lists.stream().map(compared -> titles(userId, compared)).toList())
                + System.lineSeparator()
                + nextToEachOther(lists.stream().map(NotebookSection::counts).toList());
    }

    private static String nextToEachOther(List<List<String>> blocks) {
        int height = blocks.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height)
                .mapToObj(line -> blocks.stream()
                        .map(block -> CELL.formatted(line < block.size() ? block.get(line) : ""))
                        .collect(Collectors.joining())
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static List<String> titles(String userId, Compared compared) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(userId, compared));
        for (RecommendedItem item : compared.list().items()) {
            lines.add("%2d. %s".formatted(item.rank(), item.item().title()));
        }
        return lines;
    }

    private static String heading(String userId, Compared compared) {
        Origin origin = compared.list().origin();
        if (compared.source().equals(RecommendationComparison.RATINGS)) {
            return "Best rated by user " + userId;
        }
        return origin.fallback() == null
                ? compared.source() + ", version " + origin.version()
                : compared.source() + " (not trained: by " + origin.fallback() + ")";
    }

    private static List<String> counts(Compared compared) {
        List<String> lines = new ArrayList<>();
        lines.add("Genre counts");
        compared.list().categoryCounts().forEach((category, count) -> lines.add("%4d %s".formatted(count, category)));
        return lines;
    }
}
