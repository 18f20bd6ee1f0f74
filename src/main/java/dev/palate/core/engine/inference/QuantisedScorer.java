package dev.palate.core.engine.inference;

import dev.palate.core.engine.inference.ForwardPass.ItemWeights;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * {@link NetworkScorer} with the two tables that grow with the catalogue, the items' rows of the first and of the last layer,
 * quantised to 8 bits per weight; the layers between them and the activations are in single precision. It needs a quarter of the
 * memory and reads a quarter of the bytes per score. It cannot be saved, because it does not keep the exact parameters.
 *
 * <p>The scores of a catalogue of {@value #LEAST_COARSE} or more items are coarse until they are refined, if samples of its items and of
 * invented users show that few coordinates find the best items.
 */
public final class QuantisedScorer extends ForwardPass {

    private static final int LEAST_COARSE = 100_000;

    private static final int SAMPLED_USERS = 512;
    private static final int MOST_RATINGS = 32;
    private static final float RATING = 4;
    private static final long SEED = 1;

    private final ScoreLayer scoreLayer;

    public QuantisedScorer(NetworkSpec spec, ParameterSource source) {
        this(spec, source, LEAST_COARSE);
    }

    /** @param leastCoarse the number of items from which on scores can be coarse */
    QuantisedScorer(NetworkSpec spec, ParameterSource source, int leastCoarse) {
        this(
                spec,
                source,
                spec.itemCount() >= leastCoarse ? new QuantisedScoreRows(spec, source) : new TiledScores(spec, source));
        if (scoreLayer instanceof QuantisedScoreRows rows) {
            rows.addCoarseScores(activations(users(spec)), SAMPLED_USERS);
        }
    }

    private QuantisedScorer(NetworkSpec spec, ParameterSource source, ScoreLayer scoreLayer) {
        super(spec, spec.input().ofFoldIn(), source, itemRows(spec, source), scoreLayer);
        this.scoreLayer = scoreLayer;
    }

    private static ItemWeights itemRows(NetworkSpec spec, ParameterSource source) {
        ByteRows rows =
                new ByteRows(spec.itemCount(), spec.weightedLayers().get(0).size());
        source.weightRows(0, rows.length(), rows::put);
        return rows::addScaled;
    }

    /** Users with up to {@value #MOST_RATINGS} random items, for which the network computes activations like those of real users. */
    private static List<SparseVector> users(NetworkSpec spec) {
        SplittableRandom random = new SplittableRandom(SEED);
        float rating = spec.input().binary() ? spec.input().threshold() : RATING;
        return IntStream.range(0, SAMPLED_USERS)
                .mapToObj(user -> {
                    int[] items = IntStream.rangeClosed(0, user % MOST_RATINGS)
                            .map(at -> random.nextInt(spec.itemCount()))
                            .distinct()
                            .toArray();
                    float[] values = new float[items.length];
                    Arrays.fill(values, rating);
                    return SparseVector.of(items, values);
                })
                .toList();
    }

    /** A last layer whose scores are exact, in tiles. */
    private static final class TiledScores implements ScoreLayer {

        private final int stride;
        private final ByteTiles tiles;

        TiledScores(NetworkSpec spec, ParameterSource source) {
            int layer = spec.weightedLayers().size() - 1;
            int inputs = spec.inputSize(layer);
            this.stride = OffHeapMatrix.strideOf(inputs + 1);
            this.tiles = new ByteTiles(inputs, source.bias(layer));
            source.weightRows(layer, inputs, tiles::put);
        }

        @Override
        public int offHeapScores() {
            return 0;
        }

        @Override
        public void score(Workspace space, int stage, int rows, float[] scores, int offset) {
            tiles.multiply(space.values(stage), stride, rows, new float[rows], scores, offset);
        }

        @Override
        public void close() {}
    }
}
