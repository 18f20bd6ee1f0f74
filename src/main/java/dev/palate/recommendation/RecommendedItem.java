package dev.palate.recommendation;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list.
 *
 * @param rank from 1, continued across pages
 * @param score comparable only with other scores of the same list
 * @param fade why the score was lowered; null if it was not
 * @param because the ratings that contributed to it, the strongest first; empty if not requested
 */
public record RecommendedItem(
        int rank, Item item, float score, @Nullable Fade fade, List<Reason> because) {

    public RecommendedItem {
        because = List.copyOf(because);
    }
}
