package dev.palate.recommendation.query;

/**
 * How far the order of a list departs from the order of the scores because of the categories of its items.
 *
 * @param diversity 0 (the order of the scores) to 1 (the categories alone): how much the items of the list differ
 * @param calibration 0 to 1 (the categories alone): how much the categories of the list have the shares that they have among the
 *     items that the user likes
 */
public record ListOrder(double diversity, double calibration) {

    /** The order of the scores. */
    public static final ListOrder BY_SCORE = new ListOrder(0, 0);

    /** Whether the order is that of the scores. */
    public boolean isByScore() {
        return diversity == 0 && calibration == 0;
    }
}
