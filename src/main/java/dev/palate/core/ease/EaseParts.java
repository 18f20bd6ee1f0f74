package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The steps of a training of sparse weights, for processes that share it. Each of them needs only some rows, and together they give the
 * weights of {@link Ease} up to the rounding of sums.
 */
public final class EaseParts {

    private EaseParts() {}

    /**
     * Users with their interactions.
     *
     * @param interactions {@code [users x items]}: X, as {@link dev.palate.core.matrix.Relevance} makes it from ratings
     * @param weights of the users, among all users
     */
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    public record Rows(RatingMatrix interactions, float[] weights) {}

    /**
     * How many nearest items each item has.
     *
     * @throws IllegalArgumentException if dense weights are ordered, or more neighbours than a sparse training computes
     */
    public static int neighbours(int items, EaseHyperparameters h) {
        if (h.weights() == EaseWeights.DENSE) {
            throw new IllegalArgumentException("dense weights are ordered, but only sparse ones can be shared");
        }
        EaseHyperparameters sparse = new EaseHyperparameters(
                h.likes(),
                h.lambda(),
                h.popularityExponent(),
                h.activityExponent(),
                h.neighbours(),
                EaseWeights.SPARSE);
        return EaseChoice.of(items, sparse, EaseChoice.Limits.ofProcess()).neighbours();
    }

    /**
     * The scale of each item: the inverse square root of its diagonal entry with its penalty.
     *
     * @param itemWeights the diagonal of X'WX over all users
     */
    public static float[] scale(double[] itemWeights, EaseHyperparameters h) {
        return Ease.scale(itemWeights, h);
    }

    /**
     * The nearest items of the items {@code from..to-1}, ascending.
     *
     * @param rows all users of these items, each with all items
     */
    public static int[][] nearest(Rows rows, float[] scale, int from, int to, int neighbours) {
        NearestItems nearest = new NearestItems(new CoOccurrences(rows.interactions, rows.weights), scale);
        return IntStream.range(from, to)
                .mapToObj(item -> nearest.of(item, neighbours))
                .toArray(int[][]::new);
    }

    /** The items in an order in which those with similar nearest items follow one another. */
    public static int[] order(int[][] nearest) {
        Neighbourhoods neighbourhoods = new Neighbourhoods(nearest);
        return IntStream.range(0, nearest.length).map(neighbourhoods::item).toArray();
    }

    /**
     * The weights of the nearest items of {@code items}.
     *
     * @param rows all users of two or more of the items and their nearest items, each with all of these
     * @param items in the order of {@link #order}
     * @param nearest of each of {@code items}
     */
    public static float[][] weights(Rows rows, float[] scale, int[] items, int[][] nearest) {
        int[][] byItem = new int[scale.length][];
        for (int at = 0; at < items.length; at++) {
            byItem[items[at]] = nearest[at];
        }
        int most =
                Arrays.stream(nearest).mapToInt(others -> others.length).max().orElse(0);
        SparseGram gram = SparseGram.of(new CoOccurrences(rows.interactions, rows.weights), 1, () -> {});
        try (NeighbourhoodWeights solver =
                new NeighbourhoodWeights(gram, new Neighbourhoods(byItem, items), scale, Math.max(1, most))) {
            return solver.of(0, items.length, () -> {});
        }
    }

    /**
     * The model of these weights.
     *
     * @param nearest by item; emptied
     * @param weights by item, those of its nearest items
     */
    public static Model model(EaseHyperparameters h, int[][] nearest, float[][] weights) {
        Neighbourhoods neighbourhoods = new Neighbourhoods(nearest);
        SparseColumns columns = new SparseColumns(neighbourhoods);
        for (int part = 0; part < columns.parts(); part++) {
            columns.put(
                    part,
                    IntStream.range(columns.start(part), columns.end(part))
                            .mapToObj(position -> weights[neighbourhoods.item(position)])
                            .toArray(float[][]::new));
        }
        return new SparseItemModel(
                SparseEase.SECTIONS,
                (float) h.likes().threshold(),
                (float) h.likes().recency(),
                columns.toRows());
    }
}
