package dev.palate.core.autoencoder;

import dev.palate.core.engine.training.CpuTrainer;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of one training: shuffling, steps, validation, the best epoch, early stopping, progress and what a restart
 * needs. Everything random is a function of (seed, epoch, row), so a resumed run ends with the bits of an uninterrupted one.
 */
public final class AutoencoderTraining {

    private final NetworkSpec spec;
    private final LoopSettings settings;
    private final TrainingRun<?> run;
    private final NetworkTrainer trainer;
    private final Function<Autoencoder, Model> finished;
    private @Nullable BestEpoch best;
    private int firstEpoch = 1;
    private double trainSeconds;
    private double lastExamplesPerSecond;

    private AutoencoderTraining(
            NetworkSpec spec, LoopSettings settings, TrainingRun<?> run, Function<Autoencoder, Model> finished)
            throws IOException {
        this.finished = finished;
        this.spec = spec;
        this.settings = settings;
        this.run = run;
        TrainingStart start = TrainingStart.of(spec, run);
        this.firstEpoch = start.epochsDone() + 1;
        this.trainSeconds = start.trainSeconds();
        this.best = start.best();
        int maxRows = Math.min(settings.batchSize(), Math.max(1, run.ratings().rowCount()));
        this.trainer = new CpuTrainer(
                spec,
                new CpuTrainer.Setup(settings.optimiser(), maxRows, run.threads()),
                start.parameters(),
                start.optimiser(),
                start.snapshot());
    }

    /**
     * Trains {@code spec} on the run's ratings.
     *
     * @throws TrainingCancelledException if the listener asked to stop
     * @throws TrainingDivergedException if the objective or a parameter stopped being finite
     */
    public static Model run(NetworkSpec spec, LoopSettings settings, TrainingRun<?> run) {
        return run(spec, settings, run, network -> network);
    }

    /**
     * The same for a network that is a part of the model only.
     *
     * @param finished makes the model of the network, after every epoch for validation and at the end; the model closes it
     */
    public static Model run(
            NetworkSpec spec, LoopSettings settings, TrainingRun<?> run, Function<Autoencoder, Model> finished) {
        if (run.ratings().rowCount() == 0 || run.ratings().size() == 0) {
            throw new IllegalArgumentException("there are no ratings to train on");
        }
        try {
            AutoencoderTraining training = new AutoencoderTraining(spec, settings, run, finished);
            try (NetworkTrainer closing = training.trainer) {
                return training.epochs();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Model epochs() {
        int epoch = firstEpoch;
        for (; epoch <= settings.epochs() && !isPatienceOver(epoch - 1); epoch++) {
            double loss = epoch(epoch);
            Map<String, Double> metrics = validate(epoch);
            report(epoch, loss, metrics);
        }
        if (epoch <= settings.epochs() && best != null) {
            run.listener()
                    .onWarning("stopped after epoch " + (epoch - 1) + ": no better validation since epoch "
                            + best.epoch());
        }
        Autoencoder model = Autoencoder.of(spec, best == null ? finiteParameters(epoch - 1) : best.parameters());
        ActiveUnits.warn(model, run.ratings(), run.listener());
        return finished.apply(model);
    }

    private double epoch(int epoch) {
        long start = System.nanoTime();
        double loss = 0;
        int rows = run.ratings().rowCount();
        int batches = batches();
        for (int pass = 0; pass < settings.passes(); pass++) {
            int noise = (epoch - 1) * settings.passes() + pass + 1;
            int[] order = CounterRandom.of(run.seed(), CounterRandom.Stream.SHUFFLE, noise, 0)
                    .permutation(rows);
            for (int batch = 0; batch < batches; batch++) {
                if (run.listener().isCancelled()) {
                    throw new TrainingCancelledException(epoch);
                }
                int from = batch * settings.batchSize();
                int to = Math.min(rows, from + settings.batchSize());
                StepSettings step = step(epoch, pass, noise, batch);
                double objective = trainer.step(run.ratings(), order, from, to, step);
                if (!Double.isFinite(objective)) {
                    throw new TrainingDivergedException(epoch, batch + 1, objective);
                }
                loss += objective;
                run.listener().onBatch(epoch, pass * batches + batch + 1, settings.passes() * batches);
            }
            if (settings.encoderPasses() > 0 && pass == settings.encoderPasses() - 1) {
                trainer.snapshotEncoder();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        trainSeconds += seconds;
        lastExamplesPerSecond = rows * settings.passes() / seconds;
        return loss / (settings.passes() * batches);
    }

    private int batches() {
        return (run.ratings().rowCount() + settings.batchSize() - 1) / settings.batchSize();
    }

    private StepSettings step(int epoch, int pass, int noise, int batch) {
        double learningRate = settings.learningRate() * settings.schedule().factor(epoch, settings.epochs());
        double annealed = settings.annealEpochs() == 0
                ? 1
                : Math.min(1, (epoch - 1 + (batch + 1.0) / batches()) / settings.annealEpochs());
        StepSettings.Part part = settings.encoderPasses() == 0
                ? StepSettings.Part.ALL
                : pass < settings.encoderPasses() ? StepSettings.Part.ENCODER : StepSettings.Part.DECODER;
        return new StepSettings(
                run.seed(), noise, learningRate, settings.beta() * annealed, part != StepSettings.Part.DECODER, part);
    }

    private Map<String, Double> validate(int epoch) {
        if (run.validation().isEmpty()) {
            return Map.of();
        }
        Parameters parameters = finiteParameters(epoch);
        Map<String, Double> metrics;
        try (Model model = finished.apply(Autoencoder.of(spec, parameters))) {
            metrics = run.validation().get().measure(model, epoch);
        }
        run.validation().get().criterion().ifPresent(name -> {
            double value = metrics.getOrDefault(name, Double.NaN);
            if (best == null || value > best.criterion()) {
                best = new BestEpoch(epoch, value, parameters);
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
        return settings.patience() > 0 && best != null && epochsDone - best.epoch() >= settings.patience();
    }

    private void report(int epoch, double loss, Map<String, Double> metrics) {
        EpochReport report =
                new EpochReport(epoch, settings.epochs(), loss, metrics, trainSeconds, lastExamplesPerSecond);
        run.listener()
                .onEpoch(report, checkpoint -> TrainingStart.save(checkpoint, epoch, trainSeconds, trainer, best));
    }
}
