package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import java.util.List;

/**
 * A selected item with its index and its score.
 *
 * @param itemIndex negative for an item that the model has not learned from any rating
 * @param score that decides about the order; NaN for a pinned item without one
 * @param modelScore the score that the model computed, or that the attributes of a new item predict
 * @param changes what made the score differ from that of the model
 * @param attributes those that raise the score of a new item most, if the query wants reasons
 */
public record Candidate(
        int itemIndex, Item item, float score, float modelScore, Changes changes, List<Contribution> attributes) {

    private static final int NEW = -1;

    public Candidate {
        attributes = List.copyOf(attributes);
    }

    /** An item that the model knows, with the score of the model. */
    public Candidate(int itemIndex, Item item, float score) {
        this(itemIndex, item, score, score, Changes.NONE, List.of());
    }

    /**
     * Why an item is not where the model's score would put it.
     *
     * @param faded by how much the score was lowered because the user ignored the item
     * @param boost the factor of the boost; 1 without one
     * @param pinned whether the item was moved to its rank
     */
    public record Changes(float faded, float boost, boolean pinned) {

        static final Changes NONE = new Changes(0, 1, false);
    }

    public static Candidate ofNewItem(Item item, float score, List<Contribution> attributes) {
        return new Candidate(NEW, item, score, score, Changes.NONE, attributes);
    }

    /** A pinned item that has no score, because the model does not know it. */
    static Candidate unscored(Item item) {
        return new Candidate(NEW, item, Float.NaN, Float.NaN, Changes.NONE, List.of());
    }

    public boolean isNew() {
        return itemIndex == NEW;
    }

    Candidate faded(float by) {
        return new Candidate(
                itemIndex, item, score, score + by, new Changes(by, changes.boost, changes.pinned), attributes);
    }

    Candidate boosted(float newScore, float factor) {
        return new Candidate(
                itemIndex, item, newScore, modelScore, new Changes(changes.faded, factor, changes.pinned), attributes);
    }

    Candidate asPinned() {
        return new Candidate(
                itemIndex, item, score, modelScore, new Changes(changes.faded, changes.boost, true), attributes);
    }
}
