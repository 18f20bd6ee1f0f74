package dev.palate.core.matrix;

/** How much a rating counts as a sign that the user wants the item. */
public final class Relevance {

    private Relevance() {}

    /**
     * 1 for ratings of at least {@code threshold}; for lower ones {@code lowWeight} to the power of their distance from it.
     *
     * @param lowWeight what a rating one unit below the threshold counts; 0: low ratings do not count
     */
    public static float of(float rating, double threshold, double lowWeight) {
        if (rating >= (float) threshold) {
            return 1;
        }
        return lowWeight == 0 ? 0 : (float) Math.pow(lowWeight, threshold - rating);
    }

    /**
     * How much an entry of a fold-in counts: {@code (1 + rank)^-recency}.
     *
     * @param rank the number of the user's entries that are later
     */
    public static float ofRank(int rank, double recency) {
        return recency == 0 || rank == 0 ? 1 : (float) Math.pow(1.0 + rank, -recency);
    }

    /**
     * What {@link #of(float, double, double)} says of all ratings of a matrix, without those that do not count. Without a
     * {@code lowWeight} it has no ranks, and shares the memory of {@code ratings} where it can.
     */
    public static RatingMatrix of(RatingMatrix ratings, double threshold, double lowWeight) {
        return lowWeight == 0
                ? ratings.onesAtLeast((float) threshold)
                : ratings.map(rating -> of(rating, threshold, lowWeight));
    }
}
