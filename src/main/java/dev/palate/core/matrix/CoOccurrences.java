package dev.palate.core.matrix;

/** Counts the users that each pair of items has in common: the rows of X'X for a matrix X of ones. Immutable. */
public final class CoOccurrences {

    private final RatingMatrix byUser;
    private final RatingMatrix byItem;

    /** @param interactions {@code [users x items]}; every stored rating counts as 1 */
    public CoOccurrences(RatingMatrix interactions) {
        this.byUser = interactions;
        this.byItem = interactions.transpose();
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
            for (int k = byUser.rowStart(user); k < end && byUser.column(k) <= last; k++) {
                counts[byUser.column(k)]++;
            }
        }
    }
}
