package dev.palate.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.EvaluationSettings.HoldOut;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.model.Model;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningResult;
import dev.palate.job.Attempt;
import dev.palate.job.JobState;
import dev.palate.model.ModelPublisher;
import dev.palate.model.PublishedVersion;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.VersionCandidate;
import dev.palate.model.promotion.VersionJudge;
import dev.palate.model.version.EpochFigures;
import dev.palate.model.version.NewVersion;
import dev.palate.model.version.Platform;
import dev.palate.model.version.Provenance;
import dev.palate.model.version.TrainingConditions;
import dev.palate.model.version.TrainingData;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingException;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.progress.TrainingEpochs;
import dev.palate.training.progress.TuningProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
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
    private final VersionJudge judge;
    private final ModelPublisher publisher;
    private final TrainingSettings settings;
    private final Platform platform;

    ModelTrainer(
            TrainingSetLoader loader,
            TrainingExperiment experiment,
            TrainingRows rows,
            TrainingEpochs epochs,
            Checkpoints checkpoints,
            VersionJudge judge,
            ModelPublisher publisher,
            TrainingSettings settings,
            Platform platform) {
        this.loader = loader;
        this.experiment = experiment;
        this.rows = rows;
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.judge = judge;
        this.publisher = publisher;
        this.settings = settings;
        this.platform = platform;
    }

    <H extends Record> void train(Attempt attempt, TrainingRow row, TrainingOrder<H> order, AttemptRecorder recorder) {
        TrainingSet data = loader.load(attempt.submittedAt());
        if (data.ratings().rowCount() == 0) {
            throw TrainingException.noRatings();
        }
        Optional<CheckpointReader> resume = resume(attempt, row, data, recorder);
        log.info(
                "Attempt {} of job {}: '{}' on {} ratings, {}",
                attempt.number(),
                attempt.job(),
                order.algorithm().name(),
                data.ratings().size(),
                resume.isPresent() ? "resumed after epoch " + row.savedEpoch() : "from the beginning");
        TrainingOrder<H> suited = ThresholdReview.suited(order, data);
        ThresholdReview threshold = ThresholdReview.of(suited, data);
        threshold.warning().ifPresent(attempt::warn);
        threshold.obstacle().ifPresent(obstacle -> attempt.warnFirst("This training is of no use: " + obstacle + "."));
        TrainingOrder<H> tuned = tuned(attempt, row, suited, data, recorder);
        ExperimentResult result = experiment.run(tuned, data, resume, recorder);
        try (Model model = result.model()) {
            recorder.trained(result.report().protocols().get(0).results().get(0).trainSeconds());
            Judgement judgement =
                    judge.judge(candidate(tuned, data, result), tuned.options().promote(), threshold.obstacle());
            judgement.decision().warnings().forEach(attempt::warnFirst);
            publish(attempt, tuned, data, new Trained(result, judgement), recorder);
        }
    }

    private record Trained(ExperimentResult result, Judgement judgement) {}

    private static VersionCandidate candidate(TrainingOrder<?> order, TrainingSet data, ExperimentResult result) {
        EvaluationSettings evaluation = order.evaluation();
        Optional<HoldOut> holdOut = evaluation.protocol() == Protocol.STRONG_GENERALIZATION
                ? Optional.of(evaluation.holdOut())
                : Optional.empty();
        return new VersionCandidate(
                order.algorithm().name(), result.model(), data.items(), data.ratings(), result.test(), holdOut);
    }

    /** The order, with the findings of its search in this or an earlier attempt if it has one. */
    private <H extends Record> TrainingOrder<H> tuned(
            Attempt attempt, TrainingRow row, TrainingOrder<H> order, TrainingSet data, AttemptRecorder recorder) {
        TuningBudget budget = order.options().budget();
        if (budget == null) {
            return order;
        }
        TuningProgress earlier = row.tuning();
        if (earlier != null
                && earlier.hyperparameters() != null
                && data.digest().equals(row.dataDigest())) {
            recorder.searched(earlier);
            return order.with(SettingsJson.read(
                    order.algorithm().hyperparameters(), order.hyperparameters(), earlier.hyperparameters()));
        }
        recorder.searching();
        TuningResult<H> found = experiment.tune(order, budget, data, recorder);
        TuningProgress ended = new TuningProgress(
                SettingsJson.write(order.algorithm().hyperparameters(), found.best()), found.score(), found.trials());
        recorder.searched(ended);
        attempt.write(() -> rows.writeTuning(attempt.job(), ended));
        return order.with(found.best());
    }

    private Optional<CheckpointReader> resume(
            Attempt attempt, TrainingRow row, TrainingSet data, AttemptRecorder recorder) {
        Optional<CheckpointReader> saved = saved(attempt, row, data);
        int savedEpoch = row.savedEpoch() == null ? 0 : row.savedEpoch();
        int epoch = saved.isPresent() ? savedEpoch : 0;
        recorder.expectMoreThan(savedEpoch);
        UUID job = attempt.job();
        attempt.write(() -> rows.begin(job, data, epoch));
        List<EpochFigures> earlier = epochs.find(List.of(job)).getOrDefault(job, List.of());
        recorder.resume(earlier);
        return saved;
    }

    private Optional<CheckpointReader> saved(Attempt attempt, TrainingRow row, TrainingSet data) {
        Long checkpoint = row.savedCheckpoint();
        if (checkpoint == null) {
            if (attempt.number() > 1) {
                restarted(attempt, "the previous one had not saved any epoch");
            }
            return Optional.empty();
        }
        if (!data.digest().equals(row.dataDigest())) {
            restarted(attempt, "the ratings have changed since the previous one");
            return Optional.empty();
        }
        try {
            CheckpointReader state = checkpoints.read(checkpoint);
            attempt.warn("Attempt %d continued after epoch %d, where the previous one had saved its state."
                    .formatted(attempt.number(), row.savedEpoch()));
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

    /** Version, checkpoint, activation and the end of the job become visible together. */
    private <H extends Record> void publish(
            Attempt attempt, TrainingOrder<H> order, TrainingSet data, Trained trained, AttemptRecorder recorder) {
        NewVersion version = new NewVersion(
                order.contender(),
                attempt.job(),
                recorder.figures(),
                trained.result().report(),
                trained.judgement().distinctLists(),
                provenance(order, data, recorder));
        AtomicReference<PublishedVersion> last = new AtomicReference<>();
        attempt.complete(JobState.SUCCEEDED, () -> {
            recorder.write();
            PublishedVersion written =
                    publisher.publish(version, trained.result().model(), data.items(), trained.judgement());
            rows.publish(attempt.job(), written.version(), written.reason());
            last.set(written);
        });
        PublishedVersion published = Objects.requireNonNull(last.get());
        log.info(
                "Job {} published version {} of '{}' ({} bytes). {}",
                attempt.job(),
                published.version(),
                version.algorithm(),
                published.checkpoint().byteCount(),
                published.reason());
    }

    private Provenance provenance(TrainingOrder<?> order, TrainingSet data, AttemptRecorder recorder) {
        TrainingData trainedOn = new TrainingData(
                data.ratings().size(), data.users().size(), data.items().size(), data.digest(), data.cutoff());
        TrainingConditions conditions = new TrainingConditions(
                order.seed(),
                settings.threadCount(),
                recorder.trainSeconds(),
                order.options().warmStart());
        return new Provenance(trainedOn, conditions, StoredOrders.write(order), platform);
    }
}
