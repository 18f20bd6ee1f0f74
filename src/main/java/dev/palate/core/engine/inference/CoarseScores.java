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

    private CoarseScores(ScoreAxes axes, int size, ByteTiles tiles) {
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
        this.tiles = tiles;
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
        int[] items = sample(rows.items());
        float[] sample = rows.read(0, rows.items() / items.length, items.length);
        int fitted = users - MEASURED_USERS;
        return ScoreAxes.of(width, sample, items.length, Arrays.copyOf(activations, fitted * width), fitted)
                .flatMap(axes -> {
                    float[] measured = Arrays.copyOfRange(activations, fitted * width, users * width);
                    return size(axes, rows, items, sample, measured)
                            .map(size -> new CoarseScores(axes, size, tiles(axes, size, rows)));
                });
    }

    /** Items at equal distances, from the first on. */
    private static int[] sample(int items) {
        int sampled = Math.min(SAMPLED_ITEMS, items);
        return IntStream.range(0, sampled).map(at -> at * (items / sampled)).toArray();
    }

    /** The least size whose scores of sampled items, as they are served, contain the best ones by exact scores. */
    private static Optional<Integer> size(
            ScoreAxes axes, QuantisedScoreRows rows, int[] items, float[] sample, float[] users) {
        int[] sizes = Arrays.stream(SIZES)
                .filter(size -> size * MOST_SHARE <= axes.width())
                .toArray();
        if (sizes.length == 0) {
            return Optional.empty();
        }
        int most = sizes[sizes.length - 1];
        float[] coordinates = new float[items.length * most];
        axes.ofItems(sample, items.length, most, coordinates);
        float[] bias = new float[items.length];
        for (int at = 0; at < items.length; at++) {
            bias[at] = rows.bias()[items[at]];
        }
        Ranking[] best = best(rows, items, users);
        return IntStream.of(sizes)
                .filter(size -> {
                    ByteTiles tiles = new ByteTiles(size, bias);
                    for (int at = 0; at < items.length; at++) {
                        tiles.put(at, coordinates, at * most);
                    }
                    return new CoarseScores(axes, size, tiles).recall(best, users, items.length) >= LEAST_RECALL;
                })
                .boxed()
                .findFirst();
    }

    /** The best of the items for each user, by exact scores. */
    private static Ranking[] best(QuantisedScoreRows rows, int[] items, float[] users) {
        Ranking[] best = new Ranking[MEASURED_USERS];
        float[] scores = new float[items.length];
        for (int user = 0; user < MEASURED_USERS; user++) {
            for (int at = 0; at < items.length; at++) {
                scores[at] = rows.exact(items[at], users, user * rows.width());
            }
            best[user] = TopN.select(scores, BEST, item -> true);
        }
        return best;
    }

    /** The share of the best items of the users that is among the best by these scores. */
    private double recall(Ranking[] best, float[] users, int items) {
        float[] scores = new float[items];
        double sum = 0;
        for (int user = 0; user < MEASURED_USERS; user++) {
            score(Arrays.copyOfRange(users, user * width, (user + 1) * width), width, 1, scores, 0);
            sum += overlap(best[user], TopN.select(scores, CANDIDATES, item -> true));
        }
        return sum / MEASURED_USERS;
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
