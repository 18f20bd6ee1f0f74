package dev.palate.feedback;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the lists of some days.
 *
 * @param from the first day, UTC
 * @param to the last day, which is today
 * @param versions one for each model version, or arm of a traffic split, that has events
 */
public record OnlineFigures(LocalDate from, LocalDate to, List<Row> versions) {

    public OnlineFigures {
        versions = List.copyOf(versions);
    }

    /**
     * What computed the lists.
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
     * @param shown shown items, each counted once for each list
     * @param clicked clicked items, whether reported as shown or not
     * @param rated rated items, whether reported as shown or not
     * @param shownAndClicked shown items that were clicked
     * @param lists lists of which an item was shown
     * @param hits lists of which a shown item was clicked or rated
     */
    record Counts(long shown, long clicked, long rated, long shownAndClicked, long lists, long hits) {}

    /**
     * @param answers lists of which an item was shown
     * @param clickThroughRate share of the shown items that were clicked; null if none was shown
     * @param hitRate share of these lists of which a shown item was clicked or rated; null if there are none
     */
    @Schema(name = "OnlineFigure")
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
                    counts.lists,
                    counts.shown,
                    counts.clicked,
                    counts.rated,
                    share(counts.shownAndClicked, counts.shown),
                    share(counts.hits, counts.lists));
        }

        private static @Nullable Double share(long part, long whole) {
            return whole == 0 ? null : (double) part / whole;
        }
    }
}
