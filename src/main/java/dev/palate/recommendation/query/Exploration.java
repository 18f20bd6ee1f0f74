package dev.palate.recommendation.query;

/**
 * Whether a list is sampled from the model's posterior instead of being the most likely one.
 *
 * @param scale multiplies the posterior's standard deviations; 0: the most likely list
 * @param seed equal seeds sample equal lists for equal ratings
 */
public record Exploration(double scale, long seed) {

    public static final Exploration NONE = new Exploration(0, 0);

    public boolean isWanted() {
        return scale > 0;
    }
}
