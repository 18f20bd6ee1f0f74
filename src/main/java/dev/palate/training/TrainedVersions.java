package dev.palate.training;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.model.Model;
import dev.palate.job.Attempt;
import dev.palate.job.JobState;
import dev.palate.model.ModelPublisher;
import dev.palate.model.PublishedVersion;
import dev.palate.model.checkpoint.ItemColumns;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.VersionCandidate;
import dev.palate.model.promotion.VersionJudge;
import dev.palate.model.version.NewVersion;
import dev.palate.model.version.Platform;
import dev.palate.model.version.Provenance;
import dev.palate.model.version.TrainingConditions;
import dev.palate.model.version.TrainingData;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Judges trained models, and publishes each as a version in the transaction that ends its job. */
@Component
class TrainedVersions {

    private static final Logger log = LoggerFactory.getLogger(TrainedVersions.class);

    private final TrainingRows rows;
    private final VersionJudge judge;
    private final ModelPublisher publisher;
    private final TrainingSettings settings;
    private final Platform platform;

    TrainedVersions(
            TrainingRows rows,
            VersionJudge judge,
            ModelPublisher publisher,
            TrainingSettings settings,
            Platform platform) {
        this.rows = rows;
        this.judge = judge;
        this.publisher = publisher;
        this.settings = settings;
        this.platform = platform;
    }

    /** @param obstacle why the data do not allow a comparison, if that is known */
    void publish(TrainingAttempt training, TrainedOrder trained, Optional<String> obstacle) {
        ExperimentResult result = trained.result();
        try (Model model = result.model()) {
            training.recorder()
                    .trained(result.report().protocols().get(0).results().get(0).trainSeconds());
            VersionCandidate candidate = candidate(trained.order(), training.data(), result);
            Judgement judgement = judge.judge(candidate, trained.order().promote(), obstacle);
            judgement.decision().warnings().forEach(training.attempt()::warnFirst);
            publish(training, trained, judgement);
        }
    }

    private static VersionCandidate candidate(TrainingOrder<?> order, TrainingSet data, ExperimentResult result) {
        EvaluationSettings evaluation = order.evaluation();
        Optional<EvaluationSettings> byIds =
                evaluation.protocol() == Protocol.STRONG_GENERALIZATION ? Optional.of(evaluation) : Optional.empty();
        return new VersionCandidate(
                order.algorithm().name(), result.model(), data.items(), data.ratings(), result.test(), byIds);
    }

    /** Version, checkpoint, activation and the end of the job become visible together. */
    private void publish(TrainingAttempt training, TrainedOrder trained, Judgement judgement) {
        Attempt attempt = training.attempt();
        AttemptRecorder recorder = training.recorder();
        TrainingSet data = training.data();
        NewVersion version = new NewVersion(
                trained.order().contender(),
                attempt.job(),
                recorder.figures(),
                trained.result().report(),
                judgement.distinctLists(),
                provenance(trained.order(), data, recorder));
        ItemColumns columns = ItemColumns.of(data.items(), data.ratings().columnCounts());
        AtomicReference<PublishedVersion> last = new AtomicReference<>();
        attempt.complete(JobState.SUCCEEDED, () -> {
            recorder.write();
            PublishedVersion written =
                    publisher.publish(version, trained.result().model(), columns, judgement);
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
                recorder.device(),
                recorder.trainSeconds(),
                order.options().warmStart());
        return new Provenance(trainedOn, conditions, StoredOrders.write(order), platform);
    }
}
