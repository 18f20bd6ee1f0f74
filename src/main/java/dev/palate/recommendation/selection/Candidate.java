package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import java.util.List;

/**
 * A selected item with its index and its score.
 *
 * @param itemIndex negative for a new item, which the model has not learned from any rating
 * @param faded by how much the score was lowered because the user ignored the item
 * @param attributes those that raise the score of a new item most, if the query wants reasons
 */
public record Candidate(int itemIndex, Item item, float score, float faded, List<Contribution> attributes) {

    private static final int NEW = -1;

    public Candidate {
        attributes = List.copyOf(attributes);
    }

    /** An item that the model knows. */
    public Candidate(int itemIndex, Item item, float score, float faded) {
        this(itemIndex, item, score, faded, List.of());
    }

    public static Candidate ofNewItem(Item item, float score, List<Contribution> attributes) {
        return new Candidate(NEW, item, score, 0, attributes);
    }

    public boolean isNew() {
        return itemIndex == NEW;
    }

    /** The score that the model computed, or that the attributes of a new item predict. */
    public float modelScore() {
        return score + faded;
    }
}
