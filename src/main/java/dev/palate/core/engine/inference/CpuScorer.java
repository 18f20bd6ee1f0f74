package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;

/** {@link NetworkScorer} with the exact parameters, on BLAS. */
public final class CpuScorer extends ForwardPass {

    private final NetworkSpec spec;
    private final FloatItemRows itemRows;
    private final InferenceLayer last;

    /** Reads the weights row by row, except those of the first layer, for which it keeps the array of the source. */
    public CpuScorer(NetworkSpec spec, ParameterSource source) {
        this(spec, spec.input().ofFoldIn(), source);
    }

    /** The same with {@code input} in place of the transform of fold-ins. */
    public CpuScorer(NetworkSpec spec, InputTransform input, ParameterSource source) {
        this(
                spec,
                input,
                source,
                new FloatItemRows(
                        source.weights(0), spec.weightedLayers().get(0).size()),
                lastLayer(spec, source));
    }

    private CpuScorer(
            NetworkSpec spec,
            InputTransform input,
            ParameterSource source,
            FloatItemRows itemRows,
            InferenceLayer last) {
        super(spec, input, source, itemRows, new FloatScoreLayer(last, spec.itemCount()));
        this.spec = spec;
        this.itemRows = itemRows;
        this.last = last;
    }

    private static InferenceLayer lastLayer(NetworkSpec spec, ParameterSource source) {
        int index = spec.weightedLayers().size() - 1;
        return new InferenceLayer(spec.weightedLayers().get(index), spec.inputSize(index), source, index);
    }

    /** The floats outside the heap that each thread takes which scores rows and single users; on the heap it takes fewer. */
    public static long bufferFloats(NetworkSpec spec) {
        return (batchRows(spec) + 1L) * Workspace.floatsOfRow(stages(spec), spec.itemCount());
    }

    /** An exact copy of the network's parameters. */
    public Parameters parameters() {
        Parameters parameters = Parameters.zeros(spec);
        System.arraycopy(itemRows.weights, 0, parameters.weights(0), 0, itemRows.weights.length);
        writeTo(parameters);
        last.write(parameters, parameters.depth() - 1);
        return parameters;
    }

    /** @param weights {@code [items x size]} */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of one table, never compared
    private record FloatItemRows(float[] weights, int size) implements ItemWeights {

        @Override
        public void addScaled(float factor, int item, float[] sums, int offset) {
            Kernels.FASTEST.addScaled(factor, weights, item * size, sums, offset, size);
        }
    }

    /**
     * One matrix-vector product for a single user, one matrix product for many. For a large catalogue, idle processors take a
     * share of the work.
     */
    private record FloatScoreLayer(InferenceLayer layer, int items) implements ScoreLayer {

        @Override
        public int offHeapScores() {
            return items;
        }

        @Override
        public void score(Workspace space, int stage, int rows, float[] scores, int offset) {
            layer.sums(rows, space.mirror(stage).from(0), space.scores().from(0));
            space.scores().read(0, 0, scores, offset, Math.multiplyExact(rows, items));
        }

        @Override
        public void close() {
            layer.close();
        }
    }
}
