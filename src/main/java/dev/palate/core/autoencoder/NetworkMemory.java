package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.training.TrainingShape;
import java.util.List;

/** An upper estimate of the memory of the training of a network on the CPU, if no batch has many more ratings than the average. */
public final class NetworkMemory {

    /** The value and both moments of a weight. */
    private static final long SLOTS = 3;

    /** The parameters of the best epoch, and those of the present one while they are measured or saved. */
    private static final long COPIES = 2;

    /** Rooms that grow are a quarter larger than what they hold. */
    private static final double ROOM = 1.25;

    /** Activations and their gradients, each on the heap and outside. */
    private static final long BUFFERS_OF_ACTIVATIONS = 2;

    /** Sums before an activation, and the normalised ones with their gradients. */
    private static final long MORE_BUFFERS_ON_HEAP = 3;

    /** Gradients and weights. */
    private static final long SCRATCHES_ON_HEAP = 2;

    /** More than what the descriptions of oneDNN's products take. */
    private static final long DESCRIPTIONS = 8192;

    private final NetworkSpec spec;
    private final TrainingShape shape;
    private final int threads;
    private final long batch;
    /** 0: the loss includes all items. */
    private final int samples;

    private final boolean rounded;
    private final int outputWidth;
    private final long input;
    private final long hidden;
    private final long output;

    private NetworkMemory(NetworkSpec spec, LoopSettings loop, TrainingShape shape, int threads) {
        this.spec = spec;
        this.shape = shape;
        this.threads = threads;
        this.batch = Math.min(loop.batchSize(), Math.max(1, shape.users()));
        this.samples = loop.outputSamples() < spec.itemCount() ? loop.outputSamples() : 0;
        this.rounded = loop.optimisation().precision() == NetworkTrainer.Precision.BF16;
        List<Layer> layers = spec.weightedLayers();
        int last = layers.size() - 1;
        this.outputWidth = OffHeapMatrix.strideOf(spec.inputSize(last) + 1);
        this.input = rows(spec.itemCount(), layers.get(0).size());
        long sum = 0;
        for (int l = 1; l < last; l++) {
            sum += rows(layers.get(l).size(), spec.inputSize(l) + 1);
        }
        this.hidden = sum;
        this.output = rows(spec.itemCount(), outputWidth);
    }

    /**
     * The memory of weights, moments, activations, scores and of the copies of the parameters, without the ratings.
     *
     * @param shape whose items are those of the network
     */
    public static MemoryNeed of(NetworkSpec spec, LoopSettings loop, TrainingShape shape, int threads) {
        NetworkMemory memory = new NetworkMemory(spec, loop, shape, threads);
        return new MemoryNeed(Float.BYTES * memory.floatsOnHeap(), Float.BYTES * memory.floatsOffHeap());
    }

    private long floatsOnHeap() {
        long moments = SLOTS - 1;
        long ofTrainer = SLOTS * input + (samples > 0 ? SLOTS : moments) * output + moments * hidden;
        long copies = COPIES + (spec.hasCompositePrior() ? 1 : 0);
        long ofThread = SCRATCHES_ON_HEAP * CpuTrainer.scratchFloats(spec)
                + CpuScorer.bufferFloats(spec)
                + (samples > 0 ? scoredItems() : 0);
        return ofTrainer
                + copies * (input + hidden + output)
                + (BUFFERS_OF_ACTIVATIONS + MORE_BUFFERS_ON_HEAP) * activations()
                + threads * ofThread
                + 2L * spec.itemCount();
    }

    private long floatsOffHeap() {
        // That of the trainer, the one that measures an epoch and, for a composite prior, the encoder of the epoch
        // before.
        long networks = hidden * (spec.hasCompositePrior() ? 3 : 2)
                + output * ((samples > 0 ? 0 : 1) + (spec.hasCompositePrior() ? 2 : 1));
        long ofThread = DESCRIPTIONS + CpuTrainer.offHeapScratchFloats(spec, samples) + CpuScorer.bufferFloats(spec);
        if (rounded) {
            ofThread += CpuTrainer.roundedFloats(spec, batch);
        }
        long ofOutput = samples > 0 ? scoredItems() * (batch + outputWidth) : CpuTrainer.outputFloats(spec, batch);
        return networks
                + BUFFERS_OF_ACTIVATIONS * activations()
                + ofOutput
                + threads * ofThread
                + (spec.hasCompositePrior() ? CpuScorer.bufferFloats(spec) : 0);
    }

    /** Of a batch, and the code between its head and the decoder. */
    private long activations() {
        List<Layer> layers = spec.weightedLayers();
        long code = spec.latent().map(latent -> rows(batch, latent.size() + 1)).orElse(0L);
        return code
                + layers.subList(0, layers.size() - 1).stream()
                        .mapToLong(layer -> rows(batch, layer.size() + 1))
                        .sum();
    }

    /** The items that a batch has scores of, with room. */
    private long scoredItems() {
        double ofBatch = (double) batch * shape.ratings() / Math.max(1, shape.users());
        double sampled = samples > 0 ? ROOM * (ofBatch + samples) : spec.itemCount();
        return OffHeapMatrix.strideOf((int) Math.min(spec.itemCount(), sampled));
    }

    private static long rows(long count, int width) {
        return count * OffHeapMatrix.strideOf(width);
    }
}
