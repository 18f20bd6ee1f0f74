package dev.palate.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.model.Model;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.ModelPublisher;
import dev.palate.model.PublishedVersion;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.EpochFigures;
import dev.palate.model.version.NewVersion;
import dev.palate.model.version.Platform;
import dev.palate.model.version.Provenance;
import dev.palate.model.version.TrainingConditions;
import dev.palate.model.version.TrainingData;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** One start of a job that goes well: data, training from where the last start ended, publication. */
@Component
class TrainingAttempt {

    private static final Logger log = LoggerFactory.getLogger(TrainingAttempt.class);

    private final TrainingSetLoader loader;
    private final TrainingExperiment experiment;
    private final RunningJobs jobs;
    private final TrainingEpochs epochs;
    private final Checkpoints checkpoints;
    private final ModelPublisher publisher;
    private final Patience patience;
    private final TrainingSettings settings;
    private final Platform platform;
    private final JsonMapper json;

    TrainingAttempt(
            TrainingSetLoader loader,
            TrainingExperiment experiment,
            RunningJobs jobs,
            TrainingEpochs epochs,
            Checkpoints checkpoints,
            ModelPublisher publisher,
            Patience patience,
            TrainingSettings settings,
            Platform platform,
            JsonMapper json) {
        this.loader = loader;
        this.experiment = experiment;
        this.jobs = jobs;
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.publisher = publisher;
        this.patience = patience;
        this.settings = settings;
        this.platform = platform;
        this.json = json;
    }

    void run(ClaimedJob job, JobRecorder recorder) {
        TrainingSet data = loader.load();
        if (data.ratings().rowCount() == 0) {
            throw new NoRatingsException();
        }
        Optional<CheckpointReader> resume = resume(job, data, recorder);
        log.info(
                "Start {} of job {}: '{}' on {} ratings, {}",
                job.start().number(),
                job.start().job(),
                job.order().algorithm(),
                data.ratings().size(),
                resume.isPresent() ? "resumed after epoch " + job.savedEpoch() : "from the beginning");
        TrainingOrder order = tuned(job, data, recorder);
        ExperimentResult result = experiment.run(order, data, resume, recorder);
        try (Model model = result.model()) {
            recorder.trained(result.report().protocols().get(0).results().get(0).trainSeconds());
            publish(job.start(), order, data, model, result, recorder);
        }
    }

    /** The order itself, or with what its search finds or an earlier start has found. */
    private TrainingOrder tuned(ClaimedJob job, TrainingSet data, JobRecorder recorder) {
        TuningBudget budget = job.order().budget();
        if (budget == null) {
            return job.order();
        }
        JobTuning earlier = job.tuning();
        if (earlier != null && earlier.hasEnded() && data.digest().equals(job.dataDigest())) {
            recorder.searched(earlier);
            return job.order().with(earlier);
        }
        recorder.searching();
        JobTuning found = experiment.tune(job.order(), budget, data, recorder);
        recorder.searched(found);
        patience.commit(() -> jobs.writeTuning(job.start(), found));
        return job.order().with(found);
    }

    private Optional<CheckpointReader> resume(ClaimedJob job, TrainingSet data, JobRecorder recorder) {
        Optional<CheckpointReader> saved = saved(job, data, recorder);
        int epoch = saved.isPresent() && job.savedEpoch() != null ? job.savedEpoch() : 0;
        patience.commit(() -> jobs.begin(job.start(), data.digest(), epoch));
        UUID id = job.start().job();
        List<EpochFigures> earlier = epochs.find(List.of(id)).getOrDefault(id, List.of());
        recorder.resume(earlier);
        return saved;
    }

    private Optional<CheckpointReader> saved(ClaimedJob job, TrainingSet data, JobRecorder recorder) {
        Long checkpoint = job.savedCheckpoint();
        if (checkpoint == null) {
            if (job.start().number() > 1) {
                recorder.onWarning("Start %d began again: the one before had saved no epoch yet."
                        .formatted(job.start().number()));
            }
            return Optional.empty();
        }
        if (!data.digest().equals(job.dataDigest())) {
            recorder.onWarning("Start %d began again: the ratings have changed since the one before."
                    .formatted(job.start().number()));
            return Optional.empty();
        }
        try {
            CheckpointReader state = checkpoints.read(checkpoint);
            recorder.onWarning("Start %d went on after epoch %d, where the one before had saved its state."
                    .formatted(job.start().number(), job.savedEpoch()));
            return Optional.of(state);
        } catch (CorruptCheckpointException e) {
            recorder.onWarning("Start %d began again: the saved state is damaged, %s."
                    .formatted(job.start().number(), e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Version, checkpoint, activation and the job's own end become visible together. */
    private void publish(
            JobStart start,
            TrainingOrder order,
            TrainingSet data,
            Model model,
            ExperimentResult result,
            JobRecorder recorder) {
        NewVersion version = new NewVersion(
                experiment.contender(order),
                start.job(),
                recorder.figures(),
                result.report(),
                provenance(order, data, recorder));
        recorder.publishing();
        patience.commit(() -> {
            if (jobs.publishedBy(start).isPresent()) {
                return; // an earlier try was committed, and its answer lost
            }
            jobs.write(start, recorder.progress());
            PublishedVersion published = publisher.publish(version, model, data.items(), order.promote());
            jobs.succeed(start, published.version(), published.reason());
            log.info(
                    "Job {} made version {} of '{}' ({} bytes). {}",
                    start.job(),
                    published.version(),
                    order.algorithm(),
                    published.checkpoint().byteCount(),
                    published.reason());
        });
    }

    private Provenance provenance(TrainingOrder order, TrainingSet data, JobRecorder recorder) {
        TrainingData trainedOn = new TrainingData(
                data.ratings().size(), data.users().size(), data.items().size(), data.digest(), data.cutoff());
        TrainingConditions conditions = new TrainingConditions(
                order.seed(), settings.threadCount(), recorder.trainSeconds(), order.warmStart());
        return new Provenance(trainedOn, conditions, json.valueToTree(order), platform);
    }
}
