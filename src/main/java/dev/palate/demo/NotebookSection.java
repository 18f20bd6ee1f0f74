package dev.palate.demo;

import dev.palate.recommendation.NamedList;
import dev.palate.recommendation.Origin;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.RecommendedItem;
import java.util.ArrayList;
import java.util.List;

/** The notebook's last section as text: lists of titles side by side, and below each how many of its items have a genre. */
final class NotebookSection {

    private static final int WIDTH = 42;

    private NotebookSection() {}

    static List<String> render(String userId, List<NamedList> lists) {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextColumns.join(
                lists.stream().map(list -> titles(userId, list)).toList(), WIDTH));
        lines.add("");
        lines.addAll(
                TextColumns.join(lists.stream().map(NotebookSection::counts).toList(), WIDTH));
        return lines;
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
