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
 * @param score comparable only with other scores of the same list; NaN for a pinned item that the model does not know
 * @param adjustment why the item is not where the model's score would put it
 * @param because the ratings that contributed to it, the strongest first; empty if not requested
 * @param isNew whether the item had no ratings when the model was trained
 * @param attributes those that contributed most to a new item, the strongest first; empty if not requested
 */
public record RecommendedItem(
        int rank,
        Item item,
        float score,
        Adjustment adjustment,
        List<Reason> because,
        boolean isNew,
        List<Contribution> attributes) {

    public RecommendedItem {
        because = List.copyOf(because);
        attributes = List.copyOf(attributes);
    }

    RecommendedItem withRank(int newRank) {
        return new RecommendedItem(newRank, item, score, adjustment, because, isNew, attributes);
    }

    /** An item that is not new, where its score puts it. */
    public RecommendedItem(int rank, Item item, float score) {
        this(rank, item, score, Adjustment.NONE, List.of(), false, List.of());
    }

    /**
     * Why an item is not where the model's score would put it.
     *
     * @param fade why the score was lowered; null if it was not
     * @param boost the factor of the boost; 1 without one
     * @param pinned whether the item was moved to its rank
     */
    public record Adjustment(@Nullable Fade fade, float boost, boolean pinned) {

        static final Adjustment NONE = new Adjustment(null, 1, false);
    }
}
