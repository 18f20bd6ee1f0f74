package dev.palate.recommendation;

import dev.palate.catalogue.Item;
import dev.palate.core.newitem.HashedAttributes.Contribution;
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
 * @param isNew whether the item had no ratings when the model was trained
 * @param attributes those that contributed most to a new item, the strongest first; empty if not requested
 */
public record RecommendedItem(
        int rank,
        Item item,
        float score,
        @Nullable Fade fade,
        List<Reason> because,
        boolean isNew,
        List<Contribution> attributes) {

    public RecommendedItem {
        because = List.copyOf(because);
        attributes = List.copyOf(attributes);
    }

    /** An item that is not new. */
    public RecommendedItem(int rank, Item item, float score, @Nullable Fade fade, List<Reason> because) {
        this(rank, item, score, fade, because, false, List.of());
    }
}
