package dev.palate.core.autoencoder;

import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.training.TrainingShape;
import java.util.List;

/** An upper estimate of the memory of the training of a network on the CPU. */
public final class NetworkMemory {

    /** The value and both moments of a weight. */
    private static final long SLOTS = 3;

    /** The parameters of the best epoch, and those of the present one while they are measured or saved. */
    private static final long COPIES = 2;

    /** Rooms that grow are a quarter larger than what they hold. */
    private static final double ROOM = 1.25;

    /** Activations, their gradients and their mirrors. */
    private static final long BUFFERS_OF_ACTIVATIONS = 4;

    private NetworkMemory() {}

    /**
     * The memory of weights, moments, activations, scores and of the copies of the parameters, without the ratings.
     *
     * @param shape whose items are those of the network
     */
    public static MemoryNeed of(NetworkSpec spec, LoopSettings loop, TrainingShape shape, int threads) {
        List<Layer> layers = spec.weightedLayers();
        int last = layers.size() - 1;
        long input = rows(spec.itemCount(), layers.get(0).size());
        long hidden = 0;
        for (int l = 1; l < last; l++) {
            hidden += rows(layers.get(l).size(), spec.inputSize(l) + 1);
        }
        long outputWidth = OffHeapMatrix.strideOf(spec.inputSize(last) + 1);
        long output = spec.itemCount() * outputWidth;
        long batch = Math.min(loop.batchSize(), Math.max(1, shape.users()));
        long activations = layers.subList(0, last).stream()
                .mapToLong(layer -> batch * BUFFERS_OF_ACTIVATIONS * OffHeapMatrix.strideOf(layer.size() + 1))
                .sum();
        boolean sampled = loop.outputSamples() > 0 && loop.outputSamples() < spec.itemCount();
        long scored = sampled ? sampledItems(spec, loop, shape, batch) : spec.itemCount();
        long onHeap = SLOTS * input
                + (SLOTS - (sampled ? 0 : 1)) * output
                + (SLOTS - 1) * hidden
                + COPIES * (input + hidden + output)
                + activations
                + 2 * threads * scored
                + 2L * spec.itemCount();
        // The output weights of the scorer that measures an epoch, and those of the trainer unless they are on the
        // heap.
        long offHeap = (sampled ? 1 : 2) * output
                + 2 * hidden
                + activations
                + batch * scored
                + (sampled ? scored * outputWidth : 0);
        return new MemoryNeed(Float.BYTES * onHeap, Float.BYTES * offHeap);
    }

    private static long sampledItems(NetworkSpec spec, LoopSettings loop, TrainingShape shape, long batch) {
        double ofBatch = (double) batch * shape.ratings() / Math.max(1, shape.users());
        return (long) Math.min(spec.itemCount(), ROOM * (ofBatch + loop.outputSamples()));
    }

    private static long rows(long count, int width) {
        return count * OffHeapMatrix.strideOf(width);
    }
}
