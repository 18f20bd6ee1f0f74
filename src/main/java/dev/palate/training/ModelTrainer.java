package dev.palate.training;

import dev.palate.core.auto.TimeBudget;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningResult;
import dev.palate.job.Attempt;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.EpochFigures;
import dev.palate.problem.Sentence;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.TrainedVersions.TrainedOrder;
import dev.palate.training.memory.TrainingMemory;
import dev.palate.training.order.AutoOrder;
import dev.palate.training.order.ExperimentOrder;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.ThresholdReview;
import dev.palate.training.order.TrainingException;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.progress.TrainingEpochs;
import dev.palate.training.progress.TuningProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Trains the model of an order, from where an earlier attempt was interrupted if possible, and publishes it. */
@Component
class ModelTrainer {

    private static final Logger log = LoggerFactory.getLogger(ModelTrainer.class);

    private final TrainingSetLoader loader;
    private final TrainingExperiment experiment;
    private final TrainingRows rows;
    private final TrainingEpochs epochs;
    private final Checkpoints checkpoints;
    private final AutoTrainer autoTrainer;
    private final TrainedVersions versions;
    private final TrainingMemory memory;
    private final TrainingSettings settings;

    ModelTrainer(
            TrainingSetLoader loader,
            TrainingExperiment experiment,
            TrainingRows rows,
            TrainingEpochs epochs,
            Checkpoints checkpoints,
            AutoTrainer autoTrainer,
            TrainedVersions versions,
            TrainingMemory memory,
            TrainingSettings settings) {
        this.loader = loader;
        this.experiment = experiment;
        this.rows = rows;
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.autoTrainer = autoTrainer;
        this.versions = versions;
        this.memory = memory;
        this.settings = settings;
    }

    void train(Attempt attempt, TrainingRow row, ExperimentOrder order, AttemptRecorder recorder) {
        if (order instanceof AutoOrder) {
            // What earlier attempts spent is known from the progress, which is written while this one waits and loads.
            recorder.resume(row.progress());
        }
        try (MemoryReservations.Reservation reserved =
                memory.reserve(order, settings.threadCount(), attempt::isStopRequested)) {
            // The wait for the memory of other jobs is no part of it.
            TimeBudget budget = autoTrainer.budget(order);
            TrainingSet data = loader.load(attempt.submittedAt());
            if (data.ratings().rowCount() == 0) {
                throw TrainingException.noRatings();
            }
            train(new TrainingAttempt(attempt, row, data, recorder, reserved), order, budget);
        }
    }

    private void train(TrainingAttempt training, ExperimentOrder order, TimeBudget budget) {
        Attempt attempt = training.attempt();
        TrainingRow row = training.row();
        TrainingSet data = training.data();
        Optional<CheckpointReader> resume = resume(training);
        log.info(
                "Attempt {} of job {}: '{}' on {} ratings, {}",
                attempt.number(),
                attempt.job(),
                order.name(),
                data.ratings().size(),
                resume.isPresent() ? "from saved state " + row.savedEpoch() : "from the beginning");
        ExperimentOrder suited = ThresholdReview.suited(order, data);
        ThresholdReview threshold = ThresholdReview.of(suited, data);
        threshold.warning().ifPresent(attempt::warn);
        threshold
                .obstacle()
                .ifPresent(obstacle -> attempt.warnFirst(Sentence.of("This training is of no use: " + obstacle)));
        if (suited instanceof AutoOrder auto) {
            autoTrainer
                    .train(training, auto, resume, budget)
                    .ifPresent(trained -> versions.publish(training, trained, threshold.obstacle()));
        } else if (suited instanceof TrainingOrder<?> one) {
            versions.publish(training, train(training, one, resume), threshold.obstacle());
        }
    }

    private <H extends Record> TrainedOrder train(
            TrainingAttempt training, TrainingOrder<H> order, Optional<CheckpointReader> resume) {
        TrainingOrder<H> tuned = tuned(training, order);
        return new TrainedOrder(tuned, experiment.run(tuned, training, resume));
    }

    /** The order, with the findings of its search in this or an earlier attempt if it has one. */
    private <H extends Record> TrainingOrder<H> tuned(TrainingAttempt training, TrainingOrder<H> order) {
        TrainingRow row = training.row();
        AttemptRecorder recorder = training.recorder();
        TuningBudget budget = order.options().budget();
        if (budget == null) {
            return order;
        }
        TuningProgress earlier = row.tuning();
        if (earlier != null
                && earlier.hyperparameters() != null
                && training.data().digest().equals(row.dataDigest())) {
            recorder.searched(earlier);
            return order.with(SettingsJson.read(
                    order.algorithm().hyperparameters(), order.hyperparameters(), earlier.hyperparameters()));
        }
        recorder.searching();
        TuningResult<H> found = experiment.tune(order, budget, training);
        TuningProgress ended = new TuningProgress(
                SettingsJson.write(order.algorithm().hyperparameters(), found.best()), found.score(), found.trials());
        recorder.searched(ended);
        training.attempt().write(() -> rows.writeTuning(row.job(), ended));
        return order.with(found.best());
    }

    private Optional<CheckpointReader> resume(TrainingAttempt training) {
        Attempt attempt = training.attempt();
        TrainingRow row = training.row();
        TrainingSet data = training.data();
        AttemptRecorder recorder = training.recorder();
        UUID job = attempt.job();
        List<EpochFigures> earlier = epochs.find(List.of(job)).getOrDefault(job, List.of());
        Optional<CheckpointReader> saved = saved(attempt, row, data, earlier.isEmpty() ? "part" : "epoch");
        int savedEpoch = row.savedEpoch() == null ? 0 : row.savedEpoch();
        int resumed = saved.isPresent() ? savedEpoch : 0;
        recorder.expectMoreThan(savedEpoch);
        attempt.write(() -> rows.begin(job, data, resumed));
        recorder.resume(
                earlier.stream().filter(figures -> figures.epoch() <= resumed).toList());
        if (saved.isPresent()) {
            recorder.resume(row.progress());
        }
        return saved;
    }

    /** @param unit what the saved states of the job are numbered by */
    private Optional<CheckpointReader> saved(Attempt attempt, TrainingRow row, TrainingSet data, String unit) {
        Long checkpoint = row.savedCheckpoint();
        if (checkpoint == null && row.selection() == null) {
            if (attempt.number() > 1) {
                restarted(attempt, "the previous one had not saved any state");
            }
            return Optional.empty();
        }
        if (!data.digest().equals(row.dataDigest())) {
            restarted(attempt, "the ratings have changed since the previous one");
            return Optional.empty();
        }
        if (checkpoint == null) {
            return Optional.empty();
        }
        try {
            CheckpointReader state = checkpoints.read(checkpoint);
            attempt.warn("Attempt %d continued after %s %d, where the previous one had saved its state."
                    .formatted(attempt.number(), unit, row.savedEpoch()));
            return Optional.of(state);
        } catch (CorruptCheckpointException e) {
            restarted(attempt, "the saved state is damaged, " + e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restarted(Attempt attempt, String reason) {
        attempt.warn("Attempt %d restarted from the beginning: %s.".formatted(attempt.number(), reason));
    }
}
