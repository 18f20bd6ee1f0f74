package dev.palate.recommendation;

/**
 * Whether a list is drawn from the model's posterior in place of being its likeliest.
 *
 * @param scale of the posterior's standard deviations; 0: the likeliest list
 * @param seed equal seeds draw equal lists of equal ratings
 */
public record Exploration(double scale, long seed) {

    public static final Exploration NONE = new Exploration(0, 0);

    boolean isWanted() {
        return scale > 0;
    }
}
