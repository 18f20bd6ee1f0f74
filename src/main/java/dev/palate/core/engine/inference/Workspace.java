package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.network.Layer;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one forward pass of up to {@code rows} rows; used by one thread at a time. */
final class Workspace implements AutoCloseable {

    private final List<float[]> values = new ArrayList<>();
    private final List<OffHeapMatrix> mirrors = new ArrayList<>();
    private final OffHeapMatrix scores;

    /**
     * @param hidden the layers before the last, and the code if there is one, in order
     * @param scoreCount off-heap scores per row
     */
    Workspace(List<Layer> hidden, int scoreCount, int rows) {
        for (Layer layer : hidden) {
            int stride = OffHeapMatrix.strideOf(layer.size() + 1);
            values.add(new float[rows * stride]);
            mirrors.add(new OffHeapMatrix(rows, stride));
        }
        this.scores = new OffHeapMatrix(rows, scoreCount);
    }

    /** The floats outside the heap for each row; on the heap, there are those without the scores. */
    static long floatsOfRow(List<Layer> hidden, int scoreCount) {
        return scoreCount
                + hidden.stream()
                        .mapToLong(layer -> OffHeapMatrix.strideOf(layer.size() + 1))
                        .sum();
    }

    float[] values(int layer) {
        return values.get(layer);
    }

    OffHeapMatrix mirror(int layer) {
        return mirrors.get(layer);
    }

    OffHeapMatrix scores() {
        return scores;
    }

    @Override
    public void close() {
        mirrors.forEach(OffHeapMatrix::close);
        scores.close();
    }
}
