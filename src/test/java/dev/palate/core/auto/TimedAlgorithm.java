package dev.palate.core.auto;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.network.DeviceUse;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Trains in no time, but moves a clock. Its models know which of the first {@code quality} of the items belong to the user's group:
 * users and items of one group have the same parity.
 */
final class TimedAlgorithm extends Algorithm<TimedAlgorithm.Settings> {

    private static final int BATCHES = 20;

    record Settings(
            @Hyperparameter(value = "Share of the items that it knows.", min = 0, max = 1, tune = "0..1")
            double quality,

            @Hyperparameter(value = "Epochs.", min = 1, max = 1000)
            int epochs) {}

    private final DoubleConsumer clock;
    private final double epochSeconds;
    final List<TrainingSetup<Settings>> setups = new ArrayList<>();
    RuntimeException failure;

    /** The only group whose users it scores; both if negative. */
    int group = -1;

    /** @param clock moves the time on by some seconds */
    TimedAlgorithm(String name, double quality, int epochs, double epochSeconds, DoubleConsumer clock) {
        super(name, "For tests.", new Settings(quality, epochs));
        this.clock = clock;
        this.epochSeconds = epochSeconds;
    }

    @Override
    public Model train(TrainingSetup<Settings> setup) {
        setups.add(setup);
        if (failure != null) {
            throw failure;
        }
        Model model = new GroupModel(
                setup.ratings().columnCount(), setup.hyperparameters().quality(), group);
        boolean over = false;
        for (int epoch = 1; epoch <= setup.hyperparameters().epochs() && !over; epoch++) {
            for (int batch = 1; batch <= BATCHES; batch++) {
                if (setup.listener().isCancelled()) {
                    throw new TrainingCancelledException(epoch);
                }
                clock.accept(epochSeconds / BATCHES);
                setup.listener().onBatch(epoch, batch, BATCHES);
            }
            int ended = epoch;
            Map<String, Double> metrics = setup.validation()
                    .map(validation -> validation.measure(model, ended))
                    .orElse(Map.of());
            int epochs = setup.hyperparameters().epochs();
            DeviceReport device = DeviceReport.of(DeviceUse.CPU, 1);
            setup.listener().onEpoch(new EpochReport(epoch, epochs, 1, metrics, epoch, 1, device), checkpoint -> {});
            over = setup.listener().isTimeOver();
        }
        return model;
    }

    @Override
    public Model restore(CheckpointReader checkpoint) {
        throw new UnsupportedOperationException();
    }

    private record GroupModel(int itemCount, double quality, int only) implements Model {

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            int group = foldIn.index(0) % 2;
            for (int item = 0; item < itemCount; item++) {
                boolean known = item < quality * itemCount && (only < 0 || only == group);
                scores[item] = !known ? 0 : item % 2 == group ? 1 : -1;
            }
        }

        @Override
        public void save(CheckpointWriter checkpoint) {
            throw new UnsupportedOperationException();
        }
    }
}
