package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.recommendation.Reason;
import dev.palate.recommendation.RecommendedItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a list as JSON.
 *
 * @param because the ratings that carried it, the strongest first; absent unless asked for
 */
record ItemEntry(
        int rank,
        String itemId,
        String title,
        @Nullable Integer year,
        List<String> categories,
        float score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Reason> because) {

    static List<ItemEntry> of(List<RecommendedItem> items, boolean explained) {
        return items.stream().map(item -> of(item, explained)).toList();
    }

    private static ItemEntry of(RecommendedItem place, boolean explained) {
        return new ItemEntry(
                place.rank(),
                place.item().id(),
                place.item().title(),
                place.item().year(),
                place.item().categories(),
                place.score(),
                explained ? place.because() : null);
    }
}
