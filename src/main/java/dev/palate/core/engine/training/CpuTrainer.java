package dev.palate.core.engine.training;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.kernels.BlasProducts;
import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.Products;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.engine.kernels.UpdateRule.AdamStep;
import dev.palate.core.engine.kernels.UpdateRule.MomentumStep;
import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.parallel.WorkerTeam;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link NetworkTrainer} on the CPU. A step has two parallel phases: the forward and backward pass by chunks of rows; then, for
 * every block of weights, the computation of its gradient and the update while the block is in the cache. An output of all items
 * has two phases of its own between the two passes, by blocks of items. Chunks, blocks and random numbers do not depend on the
 * number of threads, so neither does the result.
 */
public final class CpuTrainer implements NetworkTrainer {

    private static final int MIN_CHUNK_ROWS = 16;
    private static final int MAX_CHUNK_ROWS = 256;

    private final NetworkSpec spec;
    private final OptimiserKind optimiser;
    private final WorkerTeam team;
    private final SparseBatch batch;
    private final Scratch[] scratches;
    private final LayerStack stack;
    private final boolean sampled;
    private final double[] rowLosses;
    private final double[] divergences;
    private @Nullable Parameters snapshot;
    private @Nullable CpuScorer oldEncoder;
    private long encoderSteps;
    private long decoderSteps;

    public CpuTrainer(NetworkSpec spec, Setup setup, State start) {
        this.spec = spec;
        this.optimiser = setup.optimiser();
        this.batch = new SparseBatch(
                spec.itemCount(), setup.maxRows(), spec.input().ofTraining(), setup.outputSamples() > 0);
        this.stack = new LayerStack(Kernels.FASTEST, spec, batch, setup.maxRows(), setup.outputSamples());
        this.sampled = setup.outputSamples() > 0;
        this.scratches = new Scratch[setup.threads()];
        for (int t = 0; t < setup.threads(); t++) {
            scratches[t] = new Scratch(
                    scratchFloats(spec),
                    offHeapScratchFloats(spec, setup.outputSamples()),
                    products(setup.precision()));
        }
        this.rowLosses = new double[setup.maxRows()];
        this.divergences = new double[setup.maxRows()];
        stack.read(start.parameters(), Slot.VALUE);
        if (!start.optimiser().isInitial()) {
            stack.read(start.optimiser().first().get(), Slot.FIRST_MOMENT);
            stack.read(start.optimiser().second().get(), Slot.SECOND_MOMENT);
        }
        this.encoderSteps = start.optimiser().encoderSteps();
        this.decoderSteps = start.optimiser().decoderSteps();
        if (spec.hasCompositePrior()) {
            remember(start.snapshot());
        }
        // Last, because no caller would end the threads of a trainer that lacks memory.
        this.team = new WorkerTeam(setup.threads());
    }

    private static Products products(NetworkTrainer.Precision precision) {
        return switch (precision) {
            case FP32 -> OneDnn.float32().orElseGet(BlasProducts::new);
            case BF16 -> OneDnn.bfloat16();
        };
    }

    /** The floats that each thread of a training takes on the heap, twice. */
    public static int scratchFloats(NetworkSpec spec) {
        return LayerStack.scratchFloats(spec);
    }

    /**
     * The floats outside the heap that each thread of a training takes.
     *
     * @param samples the number of items that the loss samples; 0: it includes all items
     */
    public static int offHeapScratchFloats(NetworkSpec spec, int samples) {
        int inputs = spec.inputSize(spec.weightedLayers().size() - 1);
        return Math.max(scratchFloats(spec), samples > 0 ? 0 : DenseOutput.blockFloats(spec.itemCount(), inputs));
    }

    /** As many floats outside the heap as the factors that each thread rounds to half their size, for each of a layer's products. */
    public static long roundedFloats(NetworkSpec spec, long maxRows) {
        long floats = 0;
        for (int l = 1; l < spec.weightedLayers().size(); l++) {
            int inputs = spec.inputSize(l);
            int outputs = spec.weightedLayers().get(l).size();
            long most = l < spec.weightedLayers().size() - 1 ? outputs : DenseOutput.blockItems(outputs, inputs);
            floats += 2 * (maxRows * (inputs + most) + inputs * most);
        }
        return floats;
    }

    /** The floats outside the heap for the scores of all items and their gradients. */
    public static long outputFloats(NetworkSpec spec, long maxRows) {
        return DenseOutput.bufferFloats(
                spec.itemCount(), spec.inputSize(spec.weightedLayers().size() - 1), maxRows);
    }

    @Override
    public double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        batch.load(ratings, order, from, to);
        if (sampled) {
            batch.indexItems(); // the layers ask for the items before the first phase
        }
        StepSettings.Noise noise = settings.noise();
        CounterRandom samples =
                CounterRandom.of(noise.seed(), CounterRandom.Stream.OUTPUT_SAMPLES, noise.epoch(), from);
        stack.beginStep(ratings, samples, team);
        if (oldEncoder != null && settings.part().encoder()) {
            oldEncoder.encode(ratings, order, from, to, stack.oldCodes());
        }
        Arrays.fill(divergences, 0);
        float rowScale = (float) spec.loss().rowScale(batch.rows(), spec.itemCount());
        LayerStack.Pass pass = new LayerStack.Pass(settings, rowScale, rowLosses, divergences);
        forward(pass);
        double objective = objective(rowScale) + stack.penalty();
        if (Double.isFinite(objective)) {
            update(settings, pass);
        }
        return objective;
    }

    private void forward(LayerStack.Pass pass) {
        team.run(chunks() + 1, (worker, task) -> {
            if (task == 0) {
                if (!sampled) {
                    batch.indexItems();
                }
            } else {
                batch.transformInputs(
                        firstRow(task - 1), firstRow(task), pass.settings().noise());
                stack.forward(firstRow(task - 1), firstRow(task), scratches[worker], pass);
            }
        });
        stack.denseOutput().ifPresent(output -> {
            team.run(output.scoreTasks(), (worker, task) -> output.score(task, scratches[worker], pass.rowScale()));
            output.combine(rowLosses, pass.rowScale());
        });
    }

    @Override
    public void endEpoch() {
        stack.endEpoch();
    }

    /**
     * At least two chunks of at most 256 rows: every chunk packs the weights again for its products, so large chunks are
     * cheaper. The size only depends on the batch, never on the number of threads.
     */
    private int chunkRows() {
        int chunks = Math.max(2, (batch.rows() + MAX_CHUNK_ROWS - 1) / MAX_CHUNK_ROWS);
        return Math.max(MIN_CHUNK_ROWS, (batch.rows() + chunks - 1) / chunks);
    }

    private int chunks() {
        return (batch.rows() + chunkRows() - 1) / chunkRows();
    }

    private int firstRow(int chunk) {
        return Math.min(batch.rows(), chunk * chunkRows());
    }

    private double objective(float rowScale) {
        double loss = 0;
        double divergence = 0;
        for (int r = 0; r < batch.rows(); r++) {
            loss += rowLosses[r];
            divergence += divergences[r];
        }
        return loss * rowScale + (spec.latent().isPresent() ? divergence : 0);
    }

    private void update(StepSettings settings, LayerStack.Pass pass) {
        encoderSteps += settings.part().encoder() ? 1 : 0;
        decoderSteps += settings.part().decoder() ? 1 : 0;
        UpdateRule encoderRule = rule(settings.learningRate(), encoderSteps);
        UpdateRule decoderRule = rule(settings.learningRate(), decoderSteps);
        stack.denseOutput().ifPresent(output -> backward(output, decoderRule, pass));
        List<LayerStack.UpdateTask> tasks = stack.updateTasks(settings.part());
        team.run(tasks.size(), (worker, task) -> {
            LayerStack.UpdateTask t = tasks.get(task);
            UpdateRule rule = t.layer() < spec.encoderDepth() ? encoderRule : decoderRule;
            stack.update(t, scratches[worker], rule);
        });
    }

    private void backward(DenseOutput output, UpdateRule rule, LayerStack.Pass pass) {
        boolean updated = pass.settings().part().decoder();
        TrainableLayer.Update update = stack.updateOfOutput(rule);
        team.run(output.learnTasks(), (worker, task) -> output.learn(task, scratches[worker], update, updated));
        team.run(chunks(), (worker, task) -> {
            output.gather(firstRow(task), firstRow(task + 1), scratches[worker]);
            stack.backward(firstRow(task), firstRow(task + 1), scratches[worker], pass);
        });
    }

    private UpdateRule rule(double learningRate, long steps) {
        return optimiser == OptimiserKind.ADAM
                ? AdamStep.of(learningRate, Math.max(1, steps))
                : MomentumStep.of(learningRate);
    }

    @Override
    public void snapshotEncoder() {
        if (spec.hasCompositePrior()) {
            remember(parameters());
        }
    }

    private void remember(Parameters parameters) {
        if (oldEncoder != null) {
            oldEncoder.close();
        }
        snapshot = parameters;
        oldEncoder = new CpuScorer(spec, spec.input().ofTraining(), parameters);
    }

    @Override
    public Optional<Parameters> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    @Override
    public Parameters parameters() {
        return stack.write(Slot.VALUE);
    }

    @Override
    public OptimiserState optimiserState() {
        return new OptimiserState(
                encoderSteps,
                decoderSteps,
                () -> stack.write(Slot.FIRST_MOMENT),
                () -> stack.write(Slot.SECOND_MOMENT));
    }

    @Override
    public void close() {
        team.close();
        stack.close();
        for (Scratch scratch : scratches) {
            scratch.close();
        }
        if (oldEncoder != null) {
            oldEncoder.close();
        }
    }
}
