package dev.palate.core.baseline;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The part of a rating that needs no model: {@code mean + item offset + user offset}, both offsets damped towards 0 (Koren
 * 2010, section 2.1). The user offset is computed from the user's ratings on each call, so a new user has one too.
 */
public final class RatingBaseline {

    /** A section that every checkpoint of a baseline has. */
    public static final String MEAN = "baseline.mean";

    private static final String ITEM_OFFSETS = "baseline.items";
    private static final double ITEM_DAMPING = 10;
    private static final double USER_DAMPING = 5;
    private static final double ALTERNATING_ITEM_DAMPING = 4;
    private static final double ALTERNATING_USER_DAMPING = 8;
    private static final int ALTERNATIONS = 10;

    private final float mean;
    private final float[] itemOffsets;
    private final double userDamping;

    private RatingBaseline(float mean, float[] itemOffsets, double userDamping) {
        this.mean = mean;
        this.itemOffsets = itemOffsets;
        this.userDamping = userDamping;
    }

    /** No baseline: all zero. */
    public static RatingBaseline none(int items) {
        return new RatingBaseline(0, new float[items], USER_DAMPING);
    }

    /** Fitted to {@code ratings}, {@code [users x items]}. */
    public static RatingBaseline of(RatingMatrix ratings) {
        double sum = 0;
        for (int k = 0; k < ratings.size(); k++) {
            sum += ratings.value(k);
        }
        double mean = ratings.size() == 0 ? 0 : sum / ratings.size();
        double[] deviations = new double[ratings.columnCount()];
        int[] counts = ratings.columnCounts();
        for (int k = 0; k < ratings.size(); k++) {
            deviations[ratings.column(k)] += ratings.value(k) - mean;
        }
        float[] offsets = new float[deviations.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (float) (deviations[i] / (counts[i] + ITEM_DAMPING));
        }
        return new RatingBaseline((float) mean, offsets, USER_DAMPING);
    }

    /**
     * Fitted to {@code ratings}, {@code [users x items]}, by turns: the offsets of the items to what those of the users leave, and the
     * other way round. It predicts better than {@link #of}, in which an item that only mild users rated has too high an offset.
     */
    public static RatingBaseline alternating(RatingMatrix ratings) {
        RatingBaseline fitted = of(ratings);
        int[] counts = ratings.columnCounts();
        for (int turn = 0; turn < ALTERNATIONS; turn++) {
            double[] sums = new double[ratings.columnCount()];
            for (int row = 0; row < ratings.rowCount(); row++) {
                float offset = fitted.userOffset(ratings.row(row));
                for (int k = ratings.rowStart(row); k < ratings.rowStart(row + 1); k++) {
                    sums[ratings.column(k)] += ratings.value(k) - fitted.mean - offset;
                }
            }
            float[] offsets = new float[sums.length];
            for (int item = 0; item < offsets.length; item++) {
                offsets[item] = (float) (sums[item] / (counts[item] + ALTERNATING_ITEM_DAMPING));
            }
            fitted = new RatingBaseline(fitted.mean, offsets, ALTERNATING_USER_DAMPING);
        }
        return fitted;
    }

    /** Reads what {@link #save} wrote. */
    public static RatingBaseline restore(CheckpointReader checkpoint) throws IOException {
        float[] numbers = checkpoint.floats(MEAN);
        // Checkpoints of earlier versions of Palate have the mean alone.
        double userDamping = numbers.length > 1 ? numbers[1] : USER_DAMPING;
        return new RatingBaseline(numbers[0], checkpoint.floats(ITEM_OFFSETS), userDamping);
    }

    /** Writes everything that {@link #restore} needs. */
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(MEAN, new float[] {mean, (float) userDamping});
        checkpoint.floats(ITEM_OFFSETS, itemOffsets);
    }

    public int itemCount() {
        return itemOffsets.length;
    }

    /** The baseline of an item without the user offset. */
    public float ofItem(int item) {
        return mean + itemOffsets[item];
    }

    /** The offset of a user with these ratings; 0 for {@link #none}. */
    public float userOffset(SparseVector ratings) {
        if (mean == 0) {
            return 0;
        }
        double sum = 0;
        for (int k = 0; k < ratings.size(); k++) {
            sum += ratings.value(k) - ofItem(ratings.index(k));
        }
        return (float) (sum / (ratings.size() + userDamping));
    }

    /** {@code ratings} minus the baseline. */
    public SparseVector residuals(SparseVector ratings) {
        float offset = userOffset(ratings);
        int[] items = ratings.indexes();
        float[] values = ratings.values();
        for (int k = 0; k < values.length; k++) {
            values[k] -= ofItem(items[k]) + offset;
        }
        return SparseVector.of(items, values);
    }

    /** {@code ratings} minus the baseline of each row. */
    public RatingMatrix residuals(RatingMatrix ratings) {
        return RatingMatrix.of(
                ratings.columnCount(),
                IntStream.range(0, ratings.rowCount())
                        .mapToObj(r -> residuals(ratings.row(r)))
                        .toList());
    }

    /** Adds the baseline of a user with these ratings to {@code scores[items]}. */
    public void addTo(float[] scores, SparseVector ratings) {
        float offset = userOffset(ratings);
        for (int i = 0; i < itemOffsets.length; i++) {
            scores[i] += ofItem(i) + offset;
        }
    }
}
