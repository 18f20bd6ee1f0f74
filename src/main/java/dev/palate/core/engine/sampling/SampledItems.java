package dev.palate.core.engine.sampling;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.random.CounterRandom;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The items that the likelihood of one batch includes: first all items of the batch, then random ones. Every item has the same chance to be
 * among the random ones: one is drawn from each of as many equal ranges of items.
 */
public final class SampledItems {

    private final int itemCount;
    private final int samples;
    private int[] items = new int[0];
    private int count;
    private @Nullable RatingMatrix counted;
    /** The logarithm of the probability that a user does not have an item. */
    private double[] logAbsence = new double[0];

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
            logAbsence = logAbsence(ratings, counts);
            counted = ratings;
        }
        if (items.length < touched.count() + samples) {
            items = new int[touched.count() + touched.count() / 4 + samples];
        }
        count = touched.count();
        for (int slot = 0; slot < count; slot++) {
            items[slot] = touched.item(slot);
        }
        for (int sample = 0; sample < samples; sample++) {
            int first = (int) ((long) itemCount * sample / samples);
            int next = (int) ((long) itemCount * (sample + 1) / samples);
            int item = first + random.below(sample, next - first);
            if (!touched.contains(item)) {
                items[count++] = item;
            }
        }
    }

    private double[] logAbsence(RatingMatrix ratings, DoublePredicate counts) {
        int[] users = new int[itemCount];
        for (int at = 0; at < ratings.size(); at++) {
            if (counts.test(ratings.value(at))) {
                users[ratings.column(at)]++;
            }
        }
        double[] logarithms = new double[itemCount];
        for (int item = 0; item < itemCount; item++) {
            logarithms[item] = StrictMath.log1p(-(double) users[item] / ratings.rowCount());
        }
        return logarithms;
    }

    public int count() {
        return count;
    }

    public int item(int at) {
        return items[at];
    }

    /**
     * The logarithm of the probability that a row sees the item at a position although it does not have it: because another row of the
     * batch has it, or because it is drawn.
     *
     * @param rows of the batch
     */
    public float correction(int at, int rows) {
        double notDrawn = 1 - (double) samples / itemCount;
        double notInOthers = rows == 1 ? 1 : StrictMath.exp((rows - 1) * logAbsence[items[at]]);
        return (float) StrictMath.log(1 - notInOthers * notDrawn);
    }
}
