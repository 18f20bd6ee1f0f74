package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.parallel.Parallel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Approximate scores of all items from a few coordinates of each, on the {@link ScoreAxes} of the network. They decide which items are
 * scored exactly.
 */
final class CoarseScores {

    /** The numbers of coordinates that are tried. */
    private static final int[] SIZES = {32, 48, 64, 96, 128, 160, 192, 256};

    /** More coordinates than this share of the inputs save too little. */
    private static final int MOST_SHARE = 2;

    private static final int SAMPLED_ITEMS = 8192;

    /** Of the sampled items, the best of a user must be among this many of the best by coordinates. */
    private static final int BEST = 30;

    private static final int CANDIDATES = SAMPLED_ITEMS / QuantisedScoreRows.ITEMS_PER_CANDIDATE;
    private static final double LEAST_RECALL = 0.995;

    /** Users that the recall is measured with; the axes are those of the others. */
    private static final int MEASURED_USERS = 64;

    private static final int BLOCK = 512;

    private final Kernels kernels = Kernels.FASTEST;
    private final int size;
    private final int width;
    private final float[] mean;
    /** {@code [size x width]}: from activations to coordinates. */
    private final float[] ofUsers;

    private final ByteTiles tiles;

    private CoarseScores(ScoreAxes axes, int size, QuantisedScoreRows rows) {
        this.size = size;
        this.width = axes.width();
        this.mean = new float[width];
        this.ofUsers = new float[size * width];
        for (int i = 0; i < width; i++) {
            mean[i] = (float) axes.mean()[i];
            for (int k = 0; k < size; k++) {
                ofUsers[k * width + i] = (float) axes.ofUsers()[i * width + k];
            }
        }
        this.tiles = tiles(axes, size, rows);
    }

    private static ByteTiles tiles(ScoreAxes axes, int size, QuantisedScoreRows rows) {
        ByteTiles tiles = new ByteTiles(size, rows.bias());
        int blocks = (rows.items() + BLOCK - 1) / BLOCK;
        Parallel.run(Runtime.getRuntime().availableProcessors(), blocks, (worker, block) -> {
            int first = block * BLOCK;
            int count = Math.min(BLOCK, rows.items() - first);
            float[] values = rows.read(first, 1, count);
            float[] coordinates = new float[count * size];
            axes.ofItems(values, count, size, coordinates);
            for (int r = 0; r < count; r++) {
                tiles.put(first + r, coordinates, r * size);
            }
        });
        return tiles;
    }

    /**
     * Coarse scores that contain the best items of users, as far as samples tell.
     *
     * @param activations {@code [users x width]}: the input of the last layer for users of a sample, more than {@value #MEASURED_USERS}
     * @return empty if that takes too many coordinates to save time
     */
    static Optional<CoarseScores> of(QuantisedScoreRows rows, float[] activations, int users) {
        int width = rows.width();
        int sampled = Math.min(SAMPLED_ITEMS, rows.items());
        float[] sample = rows.read(0, rows.items() / sampled, sampled);
        int fitted = users - MEASURED_USERS;
        return ScoreAxes.of(width, sample, sampled, Arrays.copyOf(activations, fitted * width), fitted)
                .flatMap(axes -> {
                    float[] measured = Arrays.copyOfRange(activations, fitted * width, users * width);
                    return size(axes, sample, measured).map(size -> new CoarseScores(axes, size, rows));
                });
    }

    private static Optional<Integer> size(ScoreAxes axes, float[] sample, float[] users) {
        int[] sizes = Arrays.stream(SIZES)
                .filter(size -> size * MOST_SHARE <= axes.width())
                .toArray();
        double[] recalls = recalls(axes, sizes, sample, users);
        return IntStream.range(0, sizes.length)
                .filter(at -> recalls[at] >= LEAST_RECALL)
                .mapToObj(at -> sizes[at])
                .findFirst();
    }

    /** For each size, the share of the best sampled items that so many coordinates find; all coordinates give the exact order. */
    private static double[] recalls(ScoreAxes axes, int[] sizes, float[] sample, float[] users) {
        int width = axes.width();
        int items = sample.length / width;
        float[] coordinates = new float[items * width];
        axes.ofItems(sample, items, width, coordinates);
        double[] recalls = new double[sizes.length];
        float[] exact = new float[items];
        float[][] coarse = new float[sizes.length][items];
        for (int user = 0; user < MEASURED_USERS; user++) {
            double[] position = position(axes, users, user * width);
            for (int item = 0; item < items; item++) {
                double sum = 0;
                int k = 0;
                for (int at = 0; at < sizes.length; at++) {
                    for (; k < sizes[at]; k++) {
                        sum += position[k] * coordinates[item * width + k];
                    }
                    coarse[at][item] = (float) sum;
                }
                for (; k < width; k++) {
                    sum += position[k] * coordinates[item * width + k];
                }
                exact[item] = (float) sum;
            }
            Ranking best = TopN.select(exact, BEST, item -> true);
            for (int at = 0; at < sizes.length; at++) {
                recalls[at] += overlap(best, TopN.select(coarse[at], CANDIDATES, item -> true)) / MEASURED_USERS;
            }
        }
        return recalls;
    }

    private static double[] position(ScoreAxes axes, float[] activations, int offset) {
        int width = axes.width();
        double[] position = new double[width];
        for (int i = 0; i < width; i++) {
            for (int k = 0; k < width; k++) {
                position[k] += activations[offset + i] * axes.ofUsers()[i * width + k];
            }
        }
        return position;
    }

    private static double overlap(Ranking best, Ranking candidates) {
        SparseVector found = SparseVector.of(candidates.items(), new float[candidates.size()]);
        return Arrays.stream(best.items()).filter(found::contains).count() / (double) best.size();
    }

    /** The number of coordinates of an item. */
    int size() {
        return size;
    }

    /**
     * The approximate scores of all items for users.
     *
     * @param in the activations of one user every {@code stride} floats
     * @param scores receives {@code [users x items]} from {@code offset}
     */
    void score(float[] in, int stride, int users, float[] scores, int offset) {
        float[] positions = new float[users * size];
        float[] shifts = new float[users];
        for (int user = 0; user < users; user++) {
            for (int k = 0; k < size; k++) {
                positions[user * size + k] = kernels.dot(ofUsers, k * width, in, user * stride, width);
            }
            shifts[user] = kernels.dot(mean, 0, in, user * stride, width);
        }
        tiles.multiply(positions, size, users, shifts, scores, offset);
    }
}
