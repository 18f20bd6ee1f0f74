package dev.palate.training.publication;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.GivenModel;
import dev.palate.model.file.ModelFileException;
import dev.palate.model.file.ModelManifest;
import dev.palate.model.promotion.Promotion;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.order.OrderOptions;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.SettingsJson;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The order by which the model of a file was trained, as far as the file says it.
 *
 * @param evaluation how users were held out; null if the file does not say it
 * @param promote the rule of the request that publishes the model
 */
public record GivenOrder<H extends Record>(
        Contender<H> contender, @Nullable EvaluationSettings evaluation, ModelManifest manifest, Promotion promote) {

    /**
     * Reads a manifest.
     *
     * @throws ModelFileException if its settings do not fit the algorithm
     */
    public static <H extends Record> GivenOrder<H> read(
            Algorithm<H> algorithm, ModelManifest manifest, Promotion promote) {
        try {
            JsonNode evaluation = manifest.evaluation();
            return new GivenOrder<>(
                    new Contender<>(algorithm, StoredOrders.hyperparameters(algorithm, manifest.hyperparameters())),
                    evaluation == null ? null : StoredOrders.evaluation(evaluation),
                    manifest,
                    promote);
        } catch (IllegalArgumentException e) {
            throw ModelFileException.damaged(
                    "the settings of its manifest do not fit " + algorithm.name() + ": " + e.getMessage());
        }
    }

    /** The order as jobs and versions store it. */
    public ObjectNode stored() {
        ObjectNode json = StoredOrders.write(new PublicationOrder(contender.name(), promote));
        json.set("hyperparameters", SettingsJson.plain(contender.settings()));
        json.put("seed", manifest.seed());
        if (evaluation != null) {
            json.set("evaluation", SettingsJson.write(EvaluationSettings.schema(evaluation.protocol()), evaluation));
        }
        return json;
    }

    /** Why the model cannot be measured on held-out users of {@code data}, as the end of a sentence; empty if it can. */
    public Optional<String> obstacle(TrainingSet data) {
        if (data.ratings().rowCount() == 0) {
            return Optional.of("there are no ratings to measure it with");
        }
        if (evaluation == null) {
            return Optional.of(
                    "the file does not say which users were held out, and the model may have been trained on all of them");
        }
        boolean heldOutByIds = evaluation.protocol() == Protocol.STRONG_GENERALIZATION;
        return heldOutByIds || data.digest().equals(manifest.data().digest())
                ? Optional.empty()
                : Optional.of("the split of the protocol %s can only be repeated on the data of its training"
                        .formatted(evaluation.protocol().id()));
    }

    /**
     * The order to measure the model.
     *
     * @param model over the columns of the data
     * @throws IllegalStateException if there is an {@link #obstacle}
     */
    public TrainingOrder<H> measuring(Model model) {
        if (evaluation == null) {
            throw new IllegalStateException("the file has no evaluation");
        }
        return new TrainingOrder<>(
                new GivenModel<>(contender.algorithm(), model),
                contender.hyperparameters(),
                evaluation,
                manifest.seed(),
                new OrderOptions(promote, null, null, true));
    }

    /** The report with the training time of the file. */
    public EvaluationReport withTrainSeconds(EvaluationReport report) {
        Double seconds = manifest.conditions().trainSeconds();
        List<ProtocolReport> protocols = report.protocols().stream()
                .map(protocol -> seconds == null ? protocol : withTrainSeconds(protocol, seconds))
                .toList();
        return new EvaluationReport(protocols, report.selection());
    }

    private static ProtocolReport withTrainSeconds(ProtocolReport report, double seconds) {
        List<AlgorithmResult> results = new ArrayList<>(report.results());
        AlgorithmResult own = results.get(0);
        results.set(
                0, new AlgorithmResult(own.algorithm(), own.version(), own.hyperparameters(), own.metrics(), seconds));
        return report.withResults(results);
    }
}
