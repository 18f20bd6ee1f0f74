package dev.palate.core.engine.training;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.Moments.Slot;
import dev.palate.core.engine.kernels.UpdateRule;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import dev.palate.core.network.StepSettings;
import dev.palate.core.parallel.WorkerTeam;
import dev.palate.core.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All layers of one network with their activations for one batch; defines their connections and the order of the passes. */
final class LayerStack implements AutoCloseable {

    private final NetworkSpec spec;
    private final int samples;
    private final List<LayerOutput> outputs = new ArrayList<>();
    private final List<DenseLayer> hidden = new ArrayList<>();
    private final InputLayer input;
    private final TrainableLayer.Output output;
    private final TrainableLayer.@Nullable RowOutput rowOutput;
    private final @Nullable DenseOutput denseOutput;
    private final int head;
    private final @Nullable LayerOutput code;
    private final @Nullable LatentSampler sampler;
    private final TrainableLayer.Decay[] decays;
    private final Map<StepSettings.Part, List<UpdateTask>> updateTasks = new EnumMap<>(StepSettings.Part.class);

    /** @param samples the number of items that the loss samples; 0: it includes all items */
    LayerStack(Kernels kernels, NetworkSpec spec, SparseBatch batch, int maxRows, int samples) {
        this.spec = spec;
        this.samples = samples;
        List<Layer> layers = spec.weightedLayers();
        int last = layers.size() - 1;
        for (Layer layer : layers.subList(0, last)) {
            outputs.add(new LayerOutput(kernels, layer, maxRows));
        }
        this.head = spec.latent().isPresent() ? spec.encoder().size() : -1;
        this.code = spec.latent()
                .map(l -> new LayerOutput(kernels, Layer.of(l.size(), ActivationFunction.IDENTITY), maxRows))
                .orElse(null);
        this.sampler = code == null
                ? null
                : new LatentSampler(spec.latent().orElseThrow(), batch, outputs.get(head), code, maxRows);
        this.input = new InputLayer(kernels, inputRows(kernels, batch), batch, outputs.get(0));
        for (int l = 1; l < last; l++) {
            hidden.add(new DenseLayer(kernels, batch, source(l), outputs.get(l)));
        }
        this.rowOutput = rowOutput(kernels, batch, source(last), maxRows);
        this.output = rowOutput == null ? new DenseOutput(kernels, batch, source(last), spec, maxRows) : rowOutput;
        this.denseOutput = output instanceof DenseOutput dense ? dense : null;
        this.decays = new TrainableLayer.Decay[layers.size()];
        Arrays.fill(decays, TrainableLayer.Decay.NONE);
        for (StepSettings.Part part : StepSettings.Part.values()) {
            updateTasks.put(part, tasksOf(part));
        }
    }

    private TrainableRows inputRows(Kernels kernels, SparseBatch batch) {
        int width = outputs.get(0).size();
        return samples > 0
                ? new LazyItemTable(kernels, batch, spec.itemCount(), width)
                : new ItemTable(kernels, batch, spec.itemCount(), width, 0);
    }

    private TrainableLayer.@Nullable RowOutput rowOutput(
            Kernels kernels, SparseBatch batch, LayerOutput last, int maxRows) {
        if (samples > 0) {
            return new SampledOutput(kernels, batch, last, spec.itemCount(), samples, maxRows);
        }
        return spec.loss() == OutputLoss.SQUARED_OBSERVED
                ? new ObservedOutput(kernels, batch, last, spec.itemCount())
                : null;
    }

    /** The input of the weighted layer {@code l > 0}. */
    private LayerOutput source(int l) {
        return code != null && l == head + 1 ? code : outputs.get(l - 1);
    }

    private TrainableLayer layer(int l) {
        return l == 0 ? input : l == outputs.size() ? output : hidden.get(l - 1);
    }

    /** The floats that a thread needs in each array of a {@link Scratch}. */
    static int scratchFloats(NetworkSpec spec) {
        List<Layer> layers = spec.weightedLayers();
        return layers.subList(0, layers.size() - 1).stream()
                .mapToInt(layer -> DenseWeights.scratchFloats(layer.size()))
                .max()
                .orElseThrow();
    }

    float[] oldCodes() {
        if (sampler == null) {
            throw new IllegalStateException("no latent code");
        }
        return sampler.oldCodes();
    }

    /** As {@link TrainableLayer.Output#beginStep}, for all layers. */
    void beginStep(RatingMatrix ratings, CounterRandom random, WorkerTeam team) {
        input.beginStep();
        output.beginStep(ratings, random, team);
    }

    void endEpoch() {
        input.endEpoch();
        output.endEpoch();
    }

    /** The settings and results that all chunks of one pass share. */
    @SuppressWarnings("ArrayRecordComponent") // result buffers
    record Pass(StepSettings settings, float rowScale, double[] rowLosses, double[] divergences) {}

    /** Computes the activations of rows {@code from..to-1}; with an output that is computed by rows, also losses and gradients. */
    void forward(int from, int to, Scratch scratch, Pass pass) {
        input.forward(from, to, scratch.rows());
        outputs.get(0).activate(from, to);
        sample(0, from, to, pass);
        for (int l = 1; l < outputs.size(); l++) {
            hidden.get(l - 1).forward(from, to, scratch.products());
            if (skips(l)) {
                addEarlier(l, from, to);
            }
            outputs.get(l).activate(from, to);
            sample(l, from, to, pass);
        }
        if (rowOutput != null) {
            rowOutput.forwardBackward(from, to, scratch, pass.rowLosses, pass.rowScale);
            backward(from, to, scratch, pass);
        }
    }

    /** The output that is computed by items, between the forward and the backward pass of the rows. */
    Optional<DenseOutput> denseOutput() {
        return Optional.ofNullable(denseOutput);
    }

    /** Computes the gradients of every layer that is updated, after those of the last activations. */
    void backward(int from, int to, Scratch scratch, Pass pass) {
        int stop = pass.settings.part().encoder() ? 0 : spec.encoderDepth();
        for (int l = outputs.size() - 1; l >= stop; l--) {
            backward(l, from, to, scratch, pass);
        }
    }

    private void sample(int l, int from, int to, Pass pass) {
        if (sampler != null && l == head) {
            sampler.forward(from, to, pass.settings, pass.divergences);
        }
    }

    private void backward(int l, int from, int to, Scratch scratch, Pass pass) {
        if (sampler != null && l == head) {
            sampler.backward(from, to, pass.settings.klWeight());
        }
        outputs.get(l).backpropagate(from, to);
        if (l == 0) {
            return;
        }
        if (l == spec.encoderDepth() && !pass.settings.part().encoder()) {
            return;
        }
        boolean add = spec.cumulativeSkips() && l < spec.encoder().size() - 1;
        hidden.get(l - 1).backward(from, to, scratch.products(), add);
        if (skips(l)) {
            passToEarlier(l, from, to);
        }
    }

    private boolean skips(int l) {
        return spec.cumulativeSkips() && l < spec.encoder().size();
    }

    private void addEarlier(int l, int from, int to) {
        LayerOutput out = outputs.get(l);
        for (int r = from; r < to; r++) {
            for (int earlier = 0; earlier < l; earlier++) {
                Kernels.FASTEST.addScaled(
                        1, outputs.get(earlier).values(), r * out.stride(), out.values(), r * out.stride(), out.size());
            }
        }
    }

    private void passToEarlier(int l, int from, int to) {
        LayerOutput out = outputs.get(l);
        boolean first = l == spec.encoder().size() - 1;
        for (int earlier = 0; earlier < l; earlier++) {
            float[] target = outputs.get(earlier).gradients();
            if (first && earlier < l - 1) {
                outputs.get(earlier).clearGradients(from, to);
            }
            for (int r = from; r < to; r++) {
                Kernels.FASTEST.addScaled(1, out.gradients(), r * out.stride(), target, r * out.stride(), out.size());
            }
        }
    }

    /** The penalty in the objective; also sets the decays of the next update. */
    double penalty() {
        Regularisation regularisation = spec.regularisation();
        double penalty = 0;
        if (regularisation.kind() != Regularisation.Kind.NONE) {
            for (int l = 0; l < decays.length; l++) {
                double[] squares = layer(l).sumsOfSquares();
                penalty += penalise(l, squares, regularisation);
            }
        }
        return penalty;
    }

    private double penalise(int l, double[] squares, Regularisation regularisation) {
        float lambda = regularisation.lambda();
        if (regularisation.kind() == Regularisation.Kind.SQUARED_L2) {
            decays[l] = new TrainableLayer.Decay(lambda, 0);
            return 0.5 * lambda * squares[0];
        }
        double weightNorm = Math.sqrt(squares[0]);
        double biasNorm = Math.sqrt(squares[1]);
        decays[l] = new TrainableLayer.Decay(
                weightNorm == 0 ? 0 : (float) (0.5 * lambda / weightNorm),
                biasNorm == 0 ? 0 : (float) (0.5 * lambda / biasNorm));
        return 0.5 * lambda * (weightNorm + biasNorm);
    }

    /** One independent part of the update: task {@code task} of weighted layer {@code layer}. */
    record UpdateTask(int layer, int task) {}

    /** The update tasks of a step that updates {@code part}. */
    List<UpdateTask> updateTasks(StepSettings.Part part) {
        return updateTasks.getOrDefault(part, List.of());
    }

    private List<UpdateTask> tasksOf(StepSettings.Part part) {
        List<UpdateTask> tasks = new ArrayList<>();
        for (int l = outputs.size(); l >= 0; l--) {
            if (l < spec.encoderDepth() ? part.encoder() : part.decoder()) {
                for (int t = 0; t < layer(l).updateTasks(); t++) {
                    tasks.add(new UpdateTask(l, t));
                }
            }
        }
        return List.copyOf(tasks);
    }

    void update(UpdateTask task, Scratch scratch, UpdateRule rule) {
        layer(task.layer).update(task.task, scratch, new TrainableLayer.Update(rule, decays[task.layer]));
    }

    TrainableLayer.Update updateOfOutput(UpdateRule rule) {
        return new TrainableLayer.Update(rule, decays[outputs.size()]);
    }

    void read(Parameters source, Slot slot) {
        for (int l = 0; l <= outputs.size(); l++) {
            layer(l).read(source, l, slot);
        }
    }

    Parameters write(Slot slot) {
        Parameters target = Parameters.zeros(spec);
        for (int l = 0; l <= outputs.size(); l++) {
            layer(l).write(target, l, slot);
        }
        return target;
    }

    @Override
    public void close() {
        outputs.forEach(LayerOutput::close);
        hidden.forEach(DenseLayer::close);
        output.close();
        if (code != null) {
            code.close();
        }
    }
}
