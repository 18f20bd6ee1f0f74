package dev.palate.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.DeviceUse;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains by adding seeded noise to one weight per item, step by step; what it makes depends on every step. A test hooks
 * itself in before each step, to look, to wait or to break something.
 */
public final class StepAlgorithm extends Algorithm<StepAlgorithm.Settings> {

    public static final String NAME = "step";
    private static final int BATCHES = 4;

    public record Settings(
            @Hyperparameter(value = "Passes.", min = 1, max = 1000)
            int epochs,

            @Hyperparameter(value = "Size of a step.", min = 0.001, max = 1, tune = "0.1..0.9")
            double stepSize) {}

    /** Called on the training thread before each batch. */
    @FunctionalInterface
    public interface Hook {

        void before(int epoch, int batch);
    }

    private volatile Hook hook = (epoch, batch) -> {};

    public void hook(Hook newHook) {
        hook = newHook;
    }

    public StepAlgorithm() {
        super(NAME, "Seeded noise, for tests.", new Settings(4, 0.5));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("careful", new Settings(4, 0.125));
    }

    @Override
    public Model train(TrainingSetup<Settings> setup) {
        float[] weights = new float[setup.ratings().columnCount()];
        int done = 0;
        if (setup.resume().isPresent()) {
            try {
                weights = setup.resume().get().floats("weights").clone();
                done = setup.resume().get().ints("epoch")[0];
            } catch (CorruptCheckpointException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (int epoch = done + 1; epoch <= setup.hyperparameters().epochs(); epoch++) {
            for (int batch = 1; batch <= BATCHES; batch++) {
                hook.before(epoch, batch);
                if (setup.listener().isCancelled()) {
                    throw new TrainingCancelledException(epoch);
                }
                step(weights, setup, epoch, batch);
                setup.listener().onBatch(epoch, batch, BATCHES);
            }
            int ended = epoch;
            float[] state = weights;
            StepModel model = new StepModel(weights.clone());
            Map<String, Double> metrics =
                    setup.validation().map(v -> v.measure(model, ended)).orElse(Map.of());
            DeviceReport device = DeviceReport.of(DeviceUse.CPU, 2.5);
            setup.listener()
                    .onEpoch(
                            new EpochReport(
                                    epoch, setup.hyperparameters().epochs(), 1.0 / epoch, metrics, epoch, 100, device),
                            checkpoint -> {
                                checkpoint.floats("weights", state);
                                checkpoint.ints("epoch", new int[] {ended});
                            });
        }
        return new StepModel(weights);
    }

    private static void step(float[] weights, TrainingSetup<Settings> setup, int epoch, int batch) {
        SplittableRandom noise = new SplittableRandom(setup.seed() * 1_000_003 + epoch * 31L + batch);
        for (int item = 0; item < weights.length; item++) {
            weights[item] +=
                    (float) (noise.nextDouble() * setup.hyperparameters().stepSize());
        }
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return new StepModel(checkpoint.floats("weights"));
    }

    @SuppressWarnings("ArrayRecordComponent") // models are not compared
    private record StepModel(float[] weights) implements Model {

        @Override
        public int itemCount() {
            return weights.length;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            System.arraycopy(weights, 0, scores, 0, weights.length);
        }

        @Override
        public void save(CheckpointWriter checkpoint) throws IOException {
            checkpoint.floats("weights", weights);
        }
    }
}
