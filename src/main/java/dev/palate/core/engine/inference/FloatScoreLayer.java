package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.OffHeapMatrix;

/**
 * {@link ScoreLayer} in single precision: one matrix-vector product for a single user, one matrix product for many. For a large
 * catalogue, idle processors take a share of the work.
 */
record FloatScoreLayer(InferenceLayer layer, int items) implements ScoreLayer {

    @Override
    public int offHeapScores() {
        return items;
    }

    @Override
    public void score(Workspace space, int stage, int rows, float[] scores, int offset) {
        OffHeapMatrix in = space.mirror(stage);
        OffHeapMatrix out = space.scores();
        layer.sums(rows, in.at(0, 0), in.stride(), out.at(0, 0), out.stride());
        out.read(0, 0, scores, offset, Math.multiplyExact(rows, items));
    }

    @Override
    public void close() {
        layer.close();
    }
}
