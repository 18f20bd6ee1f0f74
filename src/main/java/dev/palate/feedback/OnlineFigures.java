package dev.palate.feedback;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the answers of some days.
 *
 * @param from the first day, UTC
 * @param to the last day, which is today
 * @param versions one for each model version, and side of a traffic split, that events tell of
 */
public record OnlineFigures(LocalDate from, LocalDate to, List<Row> versions) {

    public OnlineFigures {
        versions = List.copyOf(versions);
    }

    /**
     * Who answered.
     *
     * @param model the algorithm, or a fallback
     * @param version of the model; null with a fallback
     * @param arm {@code active} or {@code test} in a traffic split; null outside of one
     */
    public record Source(
            String model,
            @Nullable Integer version,
            @Nullable String arm) {}

    /**
     * @param shown items of answers, each counted once for each answer, that were shown
     * @param clicked the same of those clicked, whether reported as shown or not
     * @param rated the same of those rated
     * @param shownAndClicked of the shown ones, those clicked
     * @param answers answers of which an item was shown
     * @param hits of these answers, those of which a shown item was clicked or rated
     */
    record Counts(long shown, long clicked, long rated, long shownAndClicked, long answers, long hits) {}

    /**
     * @param answers of which an item was shown
     * @param clickThroughRate share of the shown items that were clicked; null if none was shown
     * @param hitRate share of the answers of which a shown item was clicked or rated; null if there is none
     */
    public record Row(
            @JsonUnwrapped Source source,
            long answers,
            long shown,
            long clicked,
            long rated,
            @Nullable Double clickThroughRate,
            @Nullable Double hitRate) {

        static Row of(Source source, Counts counts) {
            return new Row(
                    source,
                    counts.answers,
                    counts.shown,
                    counts.clicked,
                    counts.rated,
                    share(counts.shownAndClicked, counts.shown),
                    share(counts.hits, counts.answers));
        }

        private static @Nullable Double share(long part, long whole) {
            return whole == 0 ? null : (double) part / whole;
        }
    }
}
