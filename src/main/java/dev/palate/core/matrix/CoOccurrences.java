package dev.palate.core.matrix;

/** Counts or weighs the users that each pair of items has in common: the rows of X'WX. Immutable. */
public final class CoOccurrences {

    private final RatingMatrix byUser;
    private final RatingMatrix byItem;
    private final float[] userWeights;

    /** @param interactions {@code [users x items]}: X, whose values are 1 if users are to be counted */
    public CoOccurrences(RatingMatrix interactions) {
        this(interactions, 0);
    }

    /**
     * Weighs users by the sums of their values to the power of {@code -exponent}, with the mean 1 over all users.
     *
     * @param interactions {@code [users x items]}: X
     */
    public CoOccurrences(RatingMatrix interactions, double exponent) {
        this.byUser = interactions;
        this.byItem = interactions.transpose();
        this.userWeights = weights(interactions, exponent);
    }

    /**
     * Weighs users as the caller says, because the interactions are a part of all.
     *
     * @param interactions {@code [users x items]}: X
     * @param userWeights one for each user; not copied
     */
    public CoOccurrences(RatingMatrix interactions, float[] userWeights) {
        this.byUser = interactions;
        this.byItem = interactions.transpose();
        this.userWeights = userWeights;
    }

    private static float[] weights(RatingMatrix interactions, double exponent) {
        double[] weights = new double[interactions.rowCount()];
        double sum = 0;
        for (int user = 0; user < weights.length; user++) {
            double total = 0;
            for (int at = interactions.rowStart(user); at < interactions.rowStart(user + 1); at++) {
                total += interactions.value(at);
            }
            weights[user] = total == 0 ? 0 : Math.pow(total, -exponent);
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

    /** The diagonal entry of {@code item}: the sum of the weights of its users, times their squared values. */
    public double weight(int item) {
        double sum = 0;
        for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
            sum += (double) userWeights[byItem.column(at)] * byItem.value(at) * byItem.value(at);
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
            float weight = userWeights[user] * byItem.value(at);
            for (int k = byUser.rowStart(user); k < end && byUser.column(k) <= last; k++) {
                counts[byUser.column(k)] += weight * byUser.value(k);
            }
        }
    }

    /**
     * Adds the row of {@code item} to {@code counts}, as {@link #addRow(int, int, float[])} does, and collects its items. If its
     * users have many items, only every second, third, ... of them is read, so that the row is an estimate.
     *
     * @param most the number of entries to read, about
     * @param counts {@code [items]}, 0 for all items before the call; the caller sets those of {@code found} to 0 again
     * @param found receives the items that have a user in common with {@code item}, in no particular order, {@code item} among them
     * @return their number
     */
    public int addRow(int item, long most, float[] counts, int[] found) {
        int step = step(item, most);
        int size = 0;
        for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at += step) {
            int user = byItem.column(at);
            float weight = userWeights[user] * byItem.value(at);
            int end = byUser.rowStart(user + 1);
            for (int k = byUser.rowStart(user); k < end; k++) {
                int other = byUser.column(k);
                float product = weight * byUser.value(k);
                // The product of two very low weights can be 0.
                if (counts[other] == 0 && product != 0) {
                    found[size++] = other;
                }
                counts[other] += product;
            }
        }
        return size;
    }

    private int step(int item, long most) {
        long entries = 0;
        for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
            int user = byItem.column(at);
            entries += byUser.rowStart(user + 1) - byUser.rowStart(user);
        }
        return (int) Math.max(1, Math.min(entries / Math.max(1, most), count(item)));
    }

    /** The users of an item, as positions of {@link #itemUser} and {@link #itemValue} from this one to that of the next item. */
    int itemStart(int item) {
        return byItem.rowStart(item);
    }

    int itemUser(int position) {
        return byItem.column(position);
    }

    float itemValue(int position) {
        return byItem.value(position);
    }

    /** The items of a user, as positions of {@link #userItem} and {@link #userValue} from this one to that of the next user. */
    int userStart(int user) {
        return byUser.rowStart(user);
    }

    int userItem(int position) {
        return byUser.column(position);
    }

    float userValue(int position) {
        return byUser.value(position);
    }

    /** The position of an item in the row of a user; negative if the user does not have it. */
    int find(int user, int item) {
        return byUser.find(user, item);
    }

    public int userCount() {
        return byUser.rowCount();
    }
}
