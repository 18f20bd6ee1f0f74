package dev.palate.model;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.Model;
import dev.palate.database.AfterCommit;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.ItemColumns;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.ModelMetrics;
import dev.palate.model.serving.ModelSettings;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.traffic.TrafficSplit;
import dev.palate.model.traffic.TrafficSplits;
import dev.palate.model.version.Activation.Cause;
import dev.palate.model.version.Activations;
import dev.palate.model.version.HeldOutScore;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.NewVersion;
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
    private final Activations activations;
    private final TrafficSplits splits;
    private final ModelLoader loader;
    private final ServedModels models;
    private final ModelMetrics metrics;
    private final ModelSettings settings;

    ModelPublisher(
            Checkpoints checkpoints,
            ModelVersions versions,
            Activations activations,
            TrafficSplits splits,
            ModelLoader loader,
            ServedModels models,
            ModelMetrics metrics,
            ModelSettings settings) {
        this.checkpoints = checkpoints;
        this.versions = versions;
        this.activations = activations;
        this.splits = splits;
        this.loader = loader;
        this.models = models;
        this.metrics = metrics;
        this.settings = settings;
    }

    /**
     * Writes version, checkpoint and activation and deletes surplus checkpoints, all in the caller's transaction. The checkpoint is
     * read back before the activation, so that a version that cannot be served is never activated.
     *
     * @param items the item id of each of the model's columns
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public PublishedVersion publish(NewVersion version, Model model, IdIndex items, Promotion promotion) {
        StoredCheckpoint checkpoint = checkpoints.write(writer -> {
            model.save(writer);
            ItemColumns.write(items, writer);
        });
        String algorithm = version.algorithm();
        int number = activations.nextNumber(algorithm);
        Optional<HeldOutScore> score = HeldOutScore.of(version.report());
        versions.insert(number, version, checkpoint, score.orElse(null));
        PromotionDecision decision = PromotionDecision.of(promotion, score, inService(algorithm));
        ServedModel readBack = loader.load(algorithm, number);
        if (decision.activated()) {
            // The version is new, so that it cannot be under test.
            activations.activate(algorithm, number, Cause.JOB, decision.reason());
        }
        List<Integer> surplus = deleteSurplus(algorithm);
        // The caller may repeat the transaction.
        AfterCommit.run(() -> {
            if (decision.activated()) {
                models.serve(readBack);
            }
            metrics.published(algorithm, checkpoint);
            surplus.forEach(old -> log.info(
                    "The checkpoint of version {} of '{}' is deleted: {} newer ones are kept", old, algorithm, settings.keep()));
        });
        return new PublishedVersion(number, decision.activated(), decision.reason(), checkpoint);
    }

    private Optional<PromotionDecision.ActiveVersion> inService(String algorithm) {
        return Optional.ofNullable(activations.lockActive(algorithm))
                .map(active -> new PromotionDecision.ActiveVersion(active, versions.findScore(algorithm, active)));
    }

    /** Old versions keep their row and their report, unless they are active or under test. */
    private List<Integer> deleteSurplus(String algorithm) {
        Integer active = activations.lockActive(algorithm);
        Integer underTest = splits.find(algorithm).map(TrafficSplit::version).orElse(null);
        List<Integer> surplus = versions.loadable(algorithm).stream()
                .skip(settings.keep())
                .filter(number -> !number.equals(active) && !number.equals(underTest))
                .toList();
        surplus.forEach(number -> versions.deleteCheckpoint(algorithm, number));
        return surplus;
    }
}
