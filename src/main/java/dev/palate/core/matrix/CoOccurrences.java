package dev.palate.core.matrix;

/** Counts or weighs the users that each pair of items has in common: the rows of X'WX for a matrix X of ones. Immutable. */
public final class CoOccurrences {

    private final RatingMatrix byUser;
    private final RatingMatrix byItem;
    private final float[] userWeights;

    /** @param interactions {@code [users x items]}; every stored rating counts as 1 */
    public CoOccurrences(RatingMatrix interactions) {
        this(interactions, 0);
    }

    /**
     * Weighs users by their numbers of interactions to the power of {@code -exponent}, with the mean 1 over all users.
     *
     * @param interactions {@code [users x items]}; every stored rating counts as the weight of its user
     */
    public CoOccurrences(RatingMatrix interactions, double exponent) {
        this.byUser = interactions;
        this.byItem = interactions.transpose();
        this.userWeights = weights(interactions, exponent);
    }

    private static float[] weights(RatingMatrix interactions, double exponent) {
        double[] weights = new double[interactions.rowCount()];
        double sum = 0;
        for (int user = 0; user < weights.length; user++) {
            int count = interactions.rowStart(user + 1) - interactions.rowStart(user);
            weights[user] = count == 0 ? 0 : Math.pow(count, -exponent);
            sum += weights[user];
        }
        float[] scaled = new float[weights.length];
        for (int user = 0; user < weights.length; user++) {
            // Without an exponent all weights are exactly 1, whatever the number of users without interactions.
            scaled[user] = exponent == 0 ? 1 : (float) (weights[user] * weights.length / sum);
        }
        return scaled;
    }

    /** The interactions, {@code [users x items]}. */
    public RatingMatrix interactions() {
        return byUser;
    }

    /** The weight of a user; 1 if users are only counted. */
    public float userWeight(int user) {
        return userWeights[user];
    }

    /** The sum of the weights of the users that have {@code item}. */
    public double weight(int item) {
        double sum = 0;
        for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
            sum += userWeights[byItem.column(at)];
        }
        return sum;
    }

    public int itemCount() {
        return byUser.columnCount();
    }

    /** The number of users that have {@code item}. */
    public int count(int item) {
        return byItem.rowStart(item + 1) - byItem.rowStart(item);
    }

    /**
     * Adds the row of {@code item} to {@code counts}, up to and including column {@code last}. Costs the sum of the lengths
     * of the item's users' rows.
     */
    public void addRow(int item, int last, float[] counts) {
        for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
            int user = byItem.column(at);
            int end = byUser.rowStart(user + 1);
            float weight = userWeights[user];
            for (int k = byUser.rowStart(user); k < end && byUser.column(k) <= last; k++) {
                counts[byUser.column(k)] += weight;
            }
        }
    }
}
