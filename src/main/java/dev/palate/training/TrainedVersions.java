package dev.palate.training;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.job.Attempt;
import dev.palate.job.JobState;
import dev.palate.model.ModelPublisher;
import dev.palate.model.PublishedVersion;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.promotion.VersionCandidate;
import dev.palate.model.promotion.VersionJudge;
import dev.palate.model.provenance.Platform;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.TrainingConditions;
import dev.palate.model.provenance.TrainingData;
import dev.palate.model.quality.DistinctLists;
import dev.palate.model.version.NewVersion;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.AttemptRecorders.AttemptRecorder;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingOrder;
import java.util.List;
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

    /**
     * A trained model.
     *
     * @param order with the hyper-parameters that it was trained with
     * @param result whose model is closed when it is published
     */
    record TrainedOrder(TrainingOrder<?> order, ExperimentResult result) {}

    /**
     * A model that another process has trained, and what its file says about it.
     *
     * @param model as it is saved
     * @param trained its algorithm and hyper-parameters
     */
    record GivenVersion(Model model, Contender<?> trained, ItemColumns columns, Provenance provenance) {}

    /** @param obstacle why the data do not allow a comparison, if that is known */
    void publish(TrainingAttempt training, TrainedOrder trained, Optional<String> obstacle) {
        TrainingSet data = training.data();
        ExperimentResult result = trained.result();
        try (Model model = result.model()) {
            training.recorder()
                    .trained(result.report().protocols().get(0).results().get(0).trainSeconds());
            GivenVersion own = new GivenVersion(
                    model,
                    trained.order().contender(),
                    ItemColumns.of(data.items(), data.ratings().columnCounts()),
                    provenance(trained.order(), data, training.recorder()));
            publish(training, own, result.report(), judge(training, trained, obstacle));
        }
    }

    /**
     * Publishes a model of a file that an experiment has measured like a model of its own.
     *
     * @param evaluated the experiment's order and result
     * @param obstacle why the data do not allow a comparison, if that is known
     */
    void publish(TrainingAttempt training, GivenVersion given, TrainedOrder evaluated, Optional<String> obstacle) {
        publish(training, given, evaluated.result().report(), judge(training, evaluated, obstacle));
    }

    /**
     * Publishes a model of a file that cannot be measured.
     *
     * @param scorer the model over the columns of the data
     * @param reason why it cannot be measured, as the end of a sentence
     */
    void publishUnmeasured(
            TrainingAttempt training, GivenVersion given, ItemScorer scorer, Promotion rule, String reason) {
        double distinct = DistinctLists.share(scorer, training.data().ratings());
        Judgement judgement = judge.judgeUnmeasured(given.trained().name(), rule, distinct, reason);
        judgement.decision().warnings().forEach(training.attempt()::warnFirst);
        publish(training, given, EvaluationReport.of(List.of()), judgement);
    }

    private Judgement judge(TrainingAttempt training, TrainedOrder trained, Optional<String> obstacle) {
        VersionCandidate candidate = candidate(trained.order(), training.data(), trained.result());
        Judgement judgement = judge.judge(candidate, trained.order().promote(), obstacle);
        judgement.decision().warnings().forEach(training.attempt()::warnFirst);
        return judgement;
    }

    private static VersionCandidate candidate(TrainingOrder<?> order, TrainingSet data, ExperimentResult result) {
        EvaluationSettings evaluation = order.evaluation();
        Optional<EvaluationSettings> byIds =
                evaluation.protocol() == Protocol.STRONG_GENERALIZATION ? Optional.of(evaluation) : Optional.empty();
        return new VersionCandidate(
                order.algorithm().name(), result.model(), data.items(), data.ratings(), result.test(), byIds);
    }

    /** Version, checkpoint, activation and the end of the job become visible together. */
    private void publish(TrainingAttempt training, GivenVersion given, EvaluationReport report, Judgement judgement) {
        Attempt attempt = training.attempt();
        AttemptRecorder recorder = training.recorder();
        NewVersion version = new NewVersion(
                given.trained(),
                attempt.job(),
                recorder.figures(),
                report,
                judgement.distinctLists(),
                given.provenance());
        AtomicReference<PublishedVersion> last = new AtomicReference<>();
        attempt.complete(JobState.SUCCEEDED, () -> {
            recorder.write();
            PublishedVersion written = publisher.publish(version, given.model(), given.columns(), judgement);
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
