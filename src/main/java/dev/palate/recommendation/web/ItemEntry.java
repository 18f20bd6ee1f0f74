package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.recommendation.Fade;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list as JSON.
 *
 * @param faded why the score is lower than the model's; absent if it is not, or unless requested with the reasons
 * @param because the ratings and interactions that contributed to it, the strongest first; absent unless requested
 */
record ItemEntry(
        int rank,
        String itemId,
        String title,
        @Nullable Integer year,
        List<String> categories,
        float score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fade faded,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Reason> because) {

    static List<ItemEntry> of(List<RecommendedItem> items, boolean explained) {
        return items.stream().map(item -> of(item, explained)).toList();
    }

    private static ItemEntry of(RecommendedItem recommended, boolean explained) {
        return new ItemEntry(
                recommended.rank(),
                recommended.item().id(),
                recommended.item().title(),
                recommended.item().year(),
                recommended.item().categories(),
                recommended.score(),
                explained ? recommended.fade() : null,
                explained ? recommended.because() : null);
    }
}
