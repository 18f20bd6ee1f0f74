package dev.palate.core.autoencoder;

import dev.palate.core.engine.training.CpuNetworkDevice;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;
import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loop over the epochs of one training: shuffling, steps, validation, the best epoch, early stopping, progress and the
 * state to resume from. All random numbers are functions of (seed, epoch, row), so a resumed training ends with the same bits
 * as an uninterrupted one.
 */
public final class AutoencoderTraining {

    private final NetworkSpec spec;
    private final LoopSettings settings;
    private final TrainingSetup<?> setup;
    private final NetworkDevice device;
    private final NetworkTrainer trainer;
    private final Function<Autoencoder, Model> finished;
    private TrainingStart.@Nullable Best best;
    private int firstEpoch = 1;
    private double trainSeconds;
    private double lastExamplesPerSecond;
    private double lastStepMilliseconds;

    private AutoencoderTraining(
            NetworkSpec spec, LoopSettings settings, TrainingSetup<?> setup, Function<Autoencoder, Model> finished)
            throws IOException {
        this.finished = finished;
        this.spec = spec;
        this.settings = settings;
        this.setup = setup;
        settings.optimisation().check();
        TrainingStart start = TrainingStart.of(spec, setup);
        this.firstEpoch = start.epochsDone() + 1;
        this.trainSeconds = start.trainSeconds();
        this.best = start.best();
        int maxRows = Math.min(settings.batchSize(), Math.max(1, setup.ratings().rowCount()));
        this.device = setup.options().processors().device().orElseGet(CpuNetworkDevice::new);
        this.trainer = device.trainer(
                spec,
                new NetworkTrainer.Setup(settings.optimisation().optimiser(), maxRows, setup.threads())
                        .withOutputSamples(outputSamples())
                        .withPrecision(settings.optimisation().precision()),
                start.trainer(),
                setup.listener()::onWarning);
    }

    private int outputSamples() {
        int samples = settings.outputSamples();
        if (samples < spec.itemCount()) {
            return samples;
        }
        setup.listener()
                .onWarning("the loss includes all items, because the %d items to sample are not fewer than all %d"
                        .formatted(samples, spec.itemCount()));
        return 0;
    }

    /**
     * Trains {@code spec} on the ratings of {@code setup}.
     *
     * @throws TrainingCancelledException if the listener cancelled
     * @throws TrainingDivergedException if the objective or a parameter is no longer finite
     */
    public static Model train(NetworkSpec spec, LoopSettings settings, TrainingSetup<?> setup) {
        return train(spec, settings, setup, network -> network);
    }

    /**
     * As {@link #train(NetworkSpec, LoopSettings, TrainingSetup)}, for a network that is only a part of the model.
     *
     * @param finished builds the model around the network, after every epoch for validation and at the end; the model closes
     *     the network
     */
    public static Model train(
            NetworkSpec spec, LoopSettings settings, TrainingSetup<?> setup, Function<Autoencoder, Model> finished) {
        if (setup.ratings().rowCount() == 0 || setup.ratings().size() == 0) {
            throw new IllegalArgumentException("there are no ratings to train on");
        }
        try {
            AutoencoderTraining training = new AutoencoderTraining(spec, settings, setup, finished);
            try (NetworkTrainer closing = training.trainer) {
                return training.epochs();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Model epochs() {
        int epoch = firstEpoch;
        boolean timeOver = false;
        for (; epoch <= settings.epochs() && !isPatienceOver(epoch - 1) && !timeOver; epoch++) {
            double loss = epoch(epoch);
            Map<String, Double> metrics = validate(epoch);
            report(epoch, loss, metrics);
            timeOver = setup.listener().isTimeOver();
        }
        if (epoch <= settings.epochs()) {
            warnOfEarlyEnd(epoch - 1);
        }
        Parameters parameters = best == null ? finiteParameters(epoch - 1) : best.parameters();
        Autoencoder model = Autoencoder.of(spec, parameters).scoringRowsOn(device, 1);
        ActiveUnits.warn(model, setup.ratings(), setup.listener());
        return finished.apply(model);
    }

    private void warnOfEarlyEnd(int last) {
        String reason = best != null && isPatienceOver(last)
                ? "no better validation since epoch " + best.epoch()
                : "its time was over";
        setup.listener().onWarning("stopped after epoch " + last + ": " + reason);
    }

    private double epoch(int epoch) {
        long start = System.nanoTime();
        double loss = 0;
        int rows = setup.ratings().rowCount();
        int batches = batches();
        for (int pass = 0; pass < settings.passes(); pass++) {
            int noise = (epoch - 1) * settings.passes() + pass + 1;
            int[] order = CounterRandom.of(setup.seed(), CounterRandom.Stream.SHUFFLE, noise, 0)
                    .permutation(rows);
            for (int batch = 0; batch < batches; batch++) {
                if (setup.listener().isCancelled()) {
                    throw new TrainingCancelledException(epoch);
                }
                int from = batch * settings.batchSize();
                int to = Math.min(rows, from + settings.batchSize());
                StepSettings step = step(epoch, pass, noise, batch);
                double objective = trainer.step(setup.ratings(), order, from, to, step);
                if (!Double.isFinite(objective)) {
                    throw new TrainingDivergedException(epoch, batch + 1, objective);
                }
                loss += objective;
                setup.listener().onBatch(epoch, pass * batches + batch + 1, settings.passes() * batches);
            }
            if (settings.encoderPasses() > 0 && pass == settings.encoderPasses() - 1) {
                trainer.snapshotEncoder();
            }
        }
        trainer.endEpoch();
        double seconds = (System.nanoTime() - start) / 1e9;
        trainSeconds += seconds;
        lastExamplesPerSecond = rows * settings.passes() / seconds;
        lastStepMilliseconds = 1000 * seconds / (settings.passes() * batches);
        return loss / (settings.passes() * batches);
    }

    private int batches() {
        return (setup.ratings().rowCount() + settings.batchSize() - 1) / settings.batchSize();
    }

    private StepSettings step(int epoch, int pass, int noise, int batch) {
        double learningRate = settings.optimisation().learningRate(epoch);
        double annealed = settings.annealEpochs() == 0
                ? 1
                : Math.min(1, (epoch - 1 + (batch + 1.0) / batches()) / settings.annealEpochs());
        StepSettings.Part part = settings.encoderPasses() == 0
                ? StepSettings.Part.ALL
                : pass < settings.encoderPasses() ? StepSettings.Part.ENCODER : StepSettings.Part.DECODER;
        boolean dropout = part != StepSettings.Part.DECODER;
        return new StepSettings(
                new StepSettings.Noise(setup.seed(), noise, dropout), learningRate, settings.beta() * annealed, part);
    }

    private Map<String, Double> validate(int epoch) {
        if (setup.validation().isEmpty()) {
            return Map.of();
        }
        Parameters parameters = finiteParameters(epoch);
        Map<String, Double> metrics;
        try (Model model = finished.apply(Autoencoder.of(spec, parameters, trainer.rowScorer()))) {
            metrics = setup.validation().get().measure(model, epoch);
        }
        setup.validation().get().criterion().ifPresent(name -> {
            double value = metrics.getOrDefault(name, Double.NaN);
            if (best == null || value > best.criterion()) {
                best = new TrainingStart.Best(epoch, value, parameters);
            }
        });
        return metrics;
    }

    private Parameters finiteParameters(int epoch) {
        Parameters parameters = trainer.parameters();
        if (!parameters.areFinite()) {
            throw new TrainingDivergedException(epoch);
        }
        return parameters;
    }

    private boolean isPatienceOver(int epochsDone) {
        int patience = settings.optimisation().patience();
        return patience > 0 && best != null && epochsDone - best.epoch() >= patience;
    }

    private void report(int epoch, double loss, Map<String, Double> metrics) {
        EpochReport report = new EpochReport(
                epoch,
                settings.epochs(),
                loss,
                metrics,
                trainSeconds,
                lastExamplesPerSecond,
                DeviceReport.of(trainer.deviceUse(), lastStepMilliseconds));
        setup.listener()
                .onEpoch(report, checkpoint -> TrainingStart.save(checkpoint, epoch, trainSeconds, trainer, best));
    }
}
