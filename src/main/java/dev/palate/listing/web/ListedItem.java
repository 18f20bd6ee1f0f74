package dev.palate.listing.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.listing.RankedItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list as JSON.
 *
 * @param events in the window; absent from latest items
 * @param expected the events that the item's past predicts; only of trending items
 * @param score how unusual the events are, in standard deviations; only of trending items
 * @param since when the item became available; only of latest items
 */
record ListedItem(
        int rank,
        String itemId,
        String title,
        @Nullable Integer year,
        List<String> categories,

        @Schema(description = "Ratings and positive interactions in the window; of each user, item, type and day one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long events,

        @Schema(description = "The events that the item's own past predicts for the window.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Double expected,

        @Schema(
                description =
                        "By how many standard deviations the events, the latest most of all, exceed what is expected.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Double score,

        @Schema(description = "When the item became available.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Instant since) {

    static ListedItem of(RankedItem ranked) {
        return new ListedItem(
                ranked.rank(),
                ranked.item().id(),
                ranked.item().title(),
                ranked.item().year(),
                ranked.item().categories(),
                ranked.figures().events(),
                ranked.figures().expected(),
                ranked.figures().expected() == null ? null : ranked.figures().score(),
                ranked.figures().since());
    }
}
