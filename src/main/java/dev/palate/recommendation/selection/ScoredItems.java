package dev.palate.recommendation.selection;

import dev.palate.core.matrix.IdIndex;

/**
 * The items that have scores.
 *
 * @param logits whether the scores are logarithms of probabilities, up to a constant
 */
public record ScoredItems(IdIndex index, boolean logits) {}
