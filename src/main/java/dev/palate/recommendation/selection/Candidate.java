package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;

/**
 * A selected item with its index and its score.
 *
 * @param faded by how much the score was lowered because the user ignored the item
 */
public record Candidate(int itemIndex, Item item, float score, float faded) {

    /** The score that the model computed. */
    public float modelScore() {
        return score + faded;
    }
}
