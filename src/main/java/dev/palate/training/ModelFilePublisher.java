package dev.palate.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.model.Model;
import dev.palate.core.model.RemappedModel;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.job.Attempt;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.file.ModelContent;
import dev.palate.model.file.ModelFileException;
import dev.palate.model.file.ModelFileReader;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.TrainedVersions.GivenVersion;
import dev.palate.training.TrainedVersions.TrainedOrder;
import dev.palate.training.memory.TrainingMemory;
import dev.palate.training.order.JobOrder;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.ThresholdReview;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.publication.GivenOrder;
import dev.palate.training.publication.GivenProvenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Publishes the model of a file, which is the saved state of the job: it is verified, measured on the users that the file declares as
 * held out, and judged like a model that was trained here.
 */
@Component
class ModelFilePublisher {

    private static final int STEPS = 1000;

    private final Checkpoints checkpoints;
    private final ModelFileReader reader;
    private final TrainingSetLoader loader;
    private final TrainingExperiment experiment;
    private final TrainingRows rows;
    private final TrainedVersions versions;
    private final TrainingMemory memory;
    private final TrainingSettings settings;

    ModelFilePublisher(
            Checkpoints checkpoints,
            ModelFileReader reader,
            TrainingSetLoader loader,
            TrainingExperiment experiment,
            TrainingRows rows,
            TrainedVersions versions,
            TrainingMemory memory,
            TrainingSettings settings) {
        this.checkpoints = checkpoints;
        this.reader = reader;
        this.loader = loader;
        this.experiment = experiment;
        this.rows = rows;
        this.versions = versions;
        this.memory = memory;
        this.settings = settings;
    }

    /**
     * Publishes a version and ends the job.
     *
     * @param checkpoint the file
     * @throws ModelFileException if it cannot become a version
     */
    void publish(Attempt attempt, long checkpoint, JobOrder order, AttemptRecorder recorder) {
        CheckpointReader sections = sections(attempt, checkpoint, order, recorder);
        try (MemoryReservations.Reservation reserved =
                memory.reserveForFile(order, sections.size(), settings.threadCount(), attempt::isStopRequested)) {
            publish(attempt, reader.read(sections, order.name()), order, recorder, reserved);
        }
    }

    private void publish(
            Attempt attempt, ModelContent content, JobOrder order, AttemptRecorder recorder, MemoryGuard guard) {
        try (Model model = content.model()) {
            if (content.unknownItems() > 0) {
                attempt.warn("%d of the %d items of the model are not in the catalogue: no list contains them."
                        .formatted(content.unknownItems(), model.itemCount()));
            }
            TrainingSet data = loader.load(attempt.submittedAt());
            Double seconds = content.manifest().conditions().trainSeconds();
            recorder.trained(seconds == null ? 0 : seconds);
            TrainingRow row = rows.find(attempt.job()).orElseThrow();
            publish(new TrainingAttempt(attempt, row, data, recorder, guard), content, content.algorithm(), order);
        }
    }

    private CheckpointReader sections(Attempt attempt, long checkpoint, JobOrder order, AttemptRecorder recorder) {
        try {
            return checkpoints.read(checkpoint, share -> {
                if (attempt.isStopRequested()) {
                    throw new TrainingCancelledException(1);
                }
                if (order instanceof PublicationOrder) {
                    recorder.onBatch(1, (int) (STEPS * share), STEPS);
                }
            });
        } catch (CorruptCheckpointException e) {
            throw ModelFileException.damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <H extends Record> void publish(
            TrainingAttempt training, ModelContent content, Algorithm<H> algorithm, JobOrder order) {
        TrainingSet data = training.data();
        GivenOrder<H> given = GivenOrder.read(algorithm, content.manifest(), order.promote());
        JsonNode request = order instanceof PublicationOrder
                ? given.stored()
                : training.row().order();
        training.attempt().write(() -> rows.measure(training.attempt().job(), data, request));
        Model model = over(data, content);
        GivenVersion version = new GivenVersion(
                content.saved(),
                given.contender(),
                content.columns(),
                GivenProvenance.of(content, request, training.recorder().device()));
        Optional<String> obstacle = given.obstacle(data);
        if (obstacle.isPresent()) {
            versions.publishUnmeasured(training, version, model, order.promote(), obstacle.get());
            return;
        }
        TrainingOrder<H> measuring = given.measuring(model);
        ExperimentResult result;
        try {
            result = experiment.measure(measuring, training);
        } catch (IllegalArgumentException e) {
            versions.publishUnmeasured(training, version, model, order.promote(), String.valueOf(e.getMessage()));
            return;
        }
        ThresholdReview threshold = ThresholdReview.of(measuring, data);
        threshold.warning().ifPresent(training.attempt()::warn);
        ExperimentResult timed =
                new ExperimentResult(result.model(), given.withTrainSeconds(result.report()), result.test());
        versions.publish(training, version, new TrainedOrder(measuring, timed), threshold.obstacle());
    }

    /** The model over the columns of the data, which are those of the file unless items have come or gone. */
    private static Model over(TrainingSet data, ModelContent content) {
        List<String> items = data.items().ids();
        if (items.equals(content.columns().ids().ids())) {
            return content.model();
        }
        return new RemappedModel(
                content.model(),
                items.stream().mapToInt(content.columns().ids()::indexOf).toArray());
    }
}
