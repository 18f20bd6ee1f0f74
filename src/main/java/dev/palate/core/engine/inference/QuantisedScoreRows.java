package dev.palate.core.engine.inference;

import dev.palate.core.engine.inference.ForwardPass.ScoreLayer;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last layer of a large catalogue with weights of 8 bits. It can have coarse scores too, from which
 * the best items are refined: reading all weights of all items for every user would take too long.
 */
final class QuantisedScoreRows implements ScoreLayer {

    /** One item of so many is refined. */
    static final int ITEMS_PER_CANDIDATE = 128;

    private static final int BLOCK = 1024;

    private final ByteRows rows;
    private final float[] bias;
    private @Nullable CoarseScores coarse;

    QuantisedScoreRows(NetworkSpec spec, ParameterSource source) {
        int layer = spec.weightedLayers().size() - 1;
        this.rows = new ByteRows(spec.itemCount(), spec.inputSize(layer));
        this.bias = source.bias(layer);
        source.weightRows(layer, rows.length(), rows::put);
    }

    /**
     * Adds coarse scores, if they save time, before the layer is used.
     *
     * @param activations {@code [users x width]}: the input of this layer for users of a sample
     */
    void addCoarseScores(float[] activations, int users) {
        coarse = CoarseScores.of(this, activations, users).orElse(null);
    }

    int items() {
        return rows.rows();
    }

    int width() {
        return rows.length();
    }

    float[] bias() {
        return bias;
    }

    /** The rows {@code first, first + step, ...} as {@code [count x width]} floats. */
    float[] read(int first, int step, int count) {
        float[] values = new float[count * width()];
        for (int r = 0; r < count; r++) {
            rows.read(first + r * step, values, r * width());
        }
        return values;
    }

    @Override
    public int refinedItems() {
        return coarse == null ? 0 : Math.max(BLOCK, items() / ITEMS_PER_CANDIDATE);
    }

    @Override
    public int offHeapScores() {
        return 0;
    }

    @Override
    public void score(Workspace space, int stage, int users, float[] scores, int offset) {
        float[] in = space.values(stage);
        int stride = OffHeapMatrix.strideOf(width() + 1);
        for (int user = 0; user < users; user++) {
            int from = user * stride;
            int to = offset + user * items();
            inBlocks(items(), item -> scores[to + item] = exact(item, in, from));
        }
    }

    @Override
    public void scoreCoarsely(Workspace space, int stage, int users, float[] scores, int offset) {
        Objects.requireNonNull(coarse)
                .score(space.values(stage), OffHeapMatrix.strideOf(width() + 1), users, scores, offset);
    }

    @Override
    public void refine(Workspace space, int stage, int[] items, float[] scores, int offset) {
        float[] in = space.values(stage);
        inBlocks(items.length, at -> scores[offset + items[at]] = exact(items[at], in, 0));
    }

    private interface Work {
        void run(int index);
    }

    private void inBlocks(int count, Work work) {
        IdleProcessors.run((count + BLOCK - 1) / BLOCK, (long) count * width(), (from, to) -> {
            for (int index = from * BLOCK; index < Math.min(count, to * BLOCK); index++) {
                work.run(index);
            }
        });
    }

    /** @param in the activations of a user from {@code from} */
    float exact(int item, float[] in, int from) {
        return rows.product(item, in, from) + bias[item];
    }

    @Override
    public void close() {}
}
