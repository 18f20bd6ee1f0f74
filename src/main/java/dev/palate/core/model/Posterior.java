package dev.palate.core.model;

import dev.palate.core.matrix.SparseVector;

/**
 * A model's distribution over the scores of a user. The more uncertain the model is about the user's taste, the more a list
 * drawn from it differs from the most likely list. Immutable and safe for concurrent use.
 */
public interface Posterior {

    /**
     * Draws one user's scores.
     *
     * @param foldIn item indexes below {@link Model#itemCount()}
     * @param scale factor of the standard deviations: 0 gives the mean, the result of {@link Model#score}; 1 the posterior
     * @param seed equal seeds, scales and fold-ins give equal scores
     * @param scores receives {@code [items]}; may be longer
     */
    void sample(SparseVector foldIn, double scale, long seed, float[] scores);
}
