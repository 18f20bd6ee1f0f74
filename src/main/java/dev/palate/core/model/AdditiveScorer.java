package dev.palate.core.model;

import dev.palate.core.matrix.SparseVector;

/**
 * A scorer whose scores are sums over the entries of the fold-in, so that what an entry adds to a score is known without scoring the
 * user once more.
 */
public interface AdditiveScorer extends ItemScorer {

    /**
     * What an entry adds to the score of an item: the score of the whole fold-in less that of the fold-in without the entry.
     *
     * @param k the position of the entry, {@code 0..foldIn.size()-1}
     */
    float contribution(SparseVector foldIn, int k, int item);
}
