package dev.palate.core.engine.sampling;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.random.CounterRandom;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The items that the likelihood of one batch includes: first all items of the batch, then random ones. One item is drawn from each of as
 * many ranges of items. Their lengths differ by one unless they divide the items, so the ranges begin at a random item in every step:
 * the chance to be drawn is then the same for all items.
 */
public final class SampledItems {

    private final int itemCount;
    private final int samples;
    private int[] items = new int[0];
    private int count;
    private @Nullable RatingMatrix counted;
    /** The number of users of each item. */
    private int[] users = new int[0];

    private int userCount;

    /** @param samples at most the number of items */
    public SampledItems(int itemCount, int samples) {
        this.itemCount = itemCount;
        this.samples = samples;
    }

    /**
     * Draws the items of a step.
     *
     * @param ratings that all batches come from
     * @param counts which values the likelihood counts
     * @param touched the items of the batch
     */
    public void draw(RatingMatrix ratings, DoublePredicate counts, TouchedItems touched, CounterRandom random) {
        if (ratings != counted) {
            users = users(ratings, counts);
            userCount = ratings.rowCount();
            counted = ratings;
        }
        if (items.length < touched.count() + samples) {
            items = new int[touched.count() + touched.count() / 4 + samples];
        }
        count = touched.count();
        for (int slot = 0; slot < count; slot++) {
            items[slot] = touched.item(slot);
        }
        long offset = random.below(samples, itemCount);
        for (int sample = 0; sample < samples; sample++) {
            int first = (int) ((long) itemCount * sample / samples);
            int next = (int) ((long) itemCount * (sample + 1) / samples);
            int item = (int) ((first + random.below(sample, next - first) + offset) % itemCount);
            if (!touched.contains(item)) {
                items[count++] = item;
            }
        }
    }

    private int[] users(RatingMatrix ratings, DoublePredicate counts) {
        int[] users = new int[itemCount];
        for (int at = 0; at < ratings.size(); at++) {
            if (counts.test(ratings.value(at))) {
                users[ratings.column(at)]++;
            }
        }
        return users;
    }

    public int count() {
        return count;
    }

    public int item(int at) {
        return items[at];
    }

    /**
     * The logarithm of the probability that a row sees the item at a position although it does not have it: because another row of the
     * batch has it, or because it is drawn. The other rows are drawn without replacement from all users but that of the row.
     *
     * @param rows of the batch
     */
    public float correction(int at, int rows) {
        double notDrawn = 1 - (double) samples / itemCount;
        double notInOthers = Draws.chanceOfNone(userCount - 1, users[items[at]], rows - 1);
        return (float) StrictMath.log(1 - notInOthers * notDrawn);
    }
}
