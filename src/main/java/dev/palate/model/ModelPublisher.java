package dev.palate.model;

import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.database.AfterCommit;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.promotion.PromotionDecision;
import dev.palate.model.quality.ModelQuality;
import dev.palate.model.quality.ModelScores;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.ModelMetrics;
import dev.palate.model.serving.ModelSettings;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.traffic.HeldVersions;
import dev.palate.model.traffic.TrafficSplit;
import dev.palate.model.traffic.TrafficSplits;
import dev.palate.model.version.Activation.Cause;
import dev.palate.model.version.Activations;
import dev.palate.model.version.HeldOutScore;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.NewVersion;
import dev.palate.model.version.VersionId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Publishes a trained model as a version, and activates it if the promotion rule says so. */
@Service
public class ModelPublisher {

    private static final Logger log = LoggerFactory.getLogger(ModelPublisher.class);

    private final Checkpoints checkpoints;
    private final ModelVersions versions;
    private final ModelScores scores;
    private final Activations activations;
    private final TrafficSplits splits;
    private final List<HeldVersions> held;
    private final ModelLoader loader;
    private final ServedModels models;
    private final ModelMetrics metrics;
    private final ModelSettings settings;

    ModelPublisher(
            Checkpoints checkpoints,
            ModelVersions versions,
            ModelScores scores,
            Activations activations,
            TrafficSplits splits,
            List<HeldVersions> held,
            ModelLoader loader,
            ServedModels models,
            ModelMetrics metrics,
            ModelSettings settings) {
        this.checkpoints = checkpoints;
        this.versions = versions;
        this.scores = scores;
        this.activations = activations;
        this.splits = splits;
        this.held = held;
        this.loader = loader;
        this.models = models;
        this.metrics = metrics;
        this.settings = settings;
    }

    /**
     * Writes version, checkpoint, scores and activation and deletes surplus checkpoints, all in the caller's transaction. The
     * checkpoint is read back before the activation, so that a version that cannot be served is never activated.
     *
     * @param items the item of each of the model's columns
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public PublishedVersion publish(NewVersion version, Model model, ItemColumns items, Judgement judgement) {
        StoredCheckpoint checkpoint = checkpoints.write(writer -> {
            model.save(writer);
            items.write(writer);
        });
        String algorithm = version.algorithm();
        int number = activations.nextNumber(algorithm);
        Optional<HeldOutScore> score = HeldOutScore.of(version.report());
        versions.insert(number, version, checkpoint, score.orElse(null));
        PromotionDecision decision = decision(algorithm, judgement);
        judgement.own().ifPresent(measured -> scores.put(algorithm, number, measured));
        judgement.others().forEach((id, measured) -> scores.put(id.algorithm(), id.version(), measured));
        ServedModel readBack = loader.load(algorithm, number);
        if (decision.activated()) {
            // The version is new, so that it cannot be under test.
            activations.activate(algorithm, number, Cause.JOB, decision.reason());
        }
        List<String> warnings = new ModelQuality(scores.find(algorithm, number).orElse(null), version.distinctLists())
                .warnings(algorithm, number);
        List<Integer> surplus = deleteSurplus(algorithm);
        // The caller may repeat the transaction.
        AfterCommit.run(() -> {
            if (decision.activated()) {
                models.serve(readBack);
                warnings.forEach(log::warn);
            }
            metrics.published(algorithm, checkpoint);
            surplus.forEach(old -> log.info(
                    "The checkpoint of version {} of '{}' is deleted: {} newer ones are kept",
                    old,
                    algorithm,
                    settings.keep()));
        });
        return new PublishedVersion(number, decision.activated(), decision.reason(), checkpoint);
    }

    /** The decision is only valid for the version that the new one was compared with. */
    private PromotionDecision decision(String algorithm, Judgement judgement) {
        Optional<Integer> active = Optional.ofNullable(activations.lockActive(algorithm));
        return judgement.rule() == Promotion.ALWAYS || active.equals(judgement.rival())
                ? judgement.decision()
                : judgement.decision().overtaken();
    }

    /** Old versions keep their row and their report, unless they are active, under test or held. */
    private List<Integer> deleteSurplus(String algorithm) {
        Integer active = activations.lockActive(algorithm);
        Integer underTest = splits.find(algorithm).map(TrafficSplit::version).orElse(null);
        List<Integer> surplus = versions.loadable(algorithm).stream()
                .skip(settings.keep())
                .filter(number -> !number.equals(active) && !number.equals(underTest))
                .filter(number ->
                        held.stream().noneMatch(holder -> holder.held().contains(new VersionId(algorithm, number))))
                .toList();
        surplus.forEach(number -> versions.deleteCheckpoint(algorithm, number));
        return surplus;
    }
}
