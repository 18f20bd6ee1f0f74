package dev.palate.core.model;

import dev.palate.core.matrix.SparseVector;

/**
 * A model's distribution over the scores of a user, where it has one: lists drawn from it stray from the likeliest list as
 * far as the model is unsure of the user's taste. Immutable and safe for concurrent use.
 */
public interface Posterior {

    /**
     * Draws one user's scores.
     *
     * @param foldIn item indexes below {@link Model#itemCount()}
     * @param scale of the standard deviations: 0 is the mean, so {@link Model#score}'s answer; 1 the posterior itself
     * @param seed equal seeds, scales and fold-ins give equal scores
     * @param scores receives {@code [items]}; may be longer
     */
    void sample(SparseVector foldIn, double scale, long seed, float[] scores);
}
