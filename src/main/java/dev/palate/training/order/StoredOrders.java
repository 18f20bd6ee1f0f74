package dev.palate.training.order;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.version.UnknownAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes orders as the JSON objects that the database keeps. */
@Component
public class StoredOrders {

    private static final String THRESHOLD_GIVEN = "thresholdGiven";
    private static final String HYPERPARAMETERS = "hyperparameters";
    private static final String EVALUATION = "evaluation";
    private static final String PROMOTE = "promote";
    private static final String ENGINE = "engine";

    private final Algorithms algorithms;

    StoredOrders(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /** The order of the fields matters: the digest of a request that has an idempotency key is that of this text. */
    public static ObjectNode write(JobOrder order) {
        ObjectNode json = SettingsJson.object();
        json.put("kind", order.kind().name());
        json.put("algorithm", order.name());
        if (order instanceof ExperimentOrder experiment) {
            write(json, experiment);
        } else {
            json.set(EVALUATION, SettingsJson.object());
            json.put(PROMOTE, order.promote().name());
            json.set(HYPERPARAMETERS, SettingsJson.object());
        }
        return json;
    }

    private static void write(ObjectNode json, ExperimentOrder order) {
        EvaluationSettings evaluation = order.evaluation();
        json.set(EVALUATION, SettingsJson.write(EvaluationSettings.schema(evaluation.protocol()), evaluation));
        json.put("seed", order.seed());
        json.put(PROMOTE, order.promote().name());
        if (order instanceof AutoOrder auto) {
            json.set(HYPERPARAMETERS, SettingsJson.object());
            json.set("budget", SettingsJson.write(AutoBudget.schema(), auto.budget()));
        } else if (order instanceof TrainingOrder<?> training) {
            writeTraining(json, training);
        }
        if (order.thresholdGiven()) {
            json.put(THRESHOLD_GIVEN, true);
        }
    }

    private static <H extends Record> void writeTraining(ObjectNode json, TrainingOrder<H> order) {
        TuningBudget budget = order.options().budget();
        json.set(HYPERPARAMETERS, SettingsJson.write(order.algorithm().hyperparameters(), order.hyperparameters()));
        json.put("warmStart", order.options().warmStart());
        json.set("budget", budget == null ? null : SettingsJson.write(TuningBudget.schema(), budget));
        if (order.options().engine() != Engine.PALATE) {
            json.put(ENGINE, order.options().engine().name());
        }
    }

    /**
     * @throws UnknownAlgorithmException if the algorithm of the order does not exist any more
     * @throws IllegalArgumentException if the order does not fit its algorithm any more
     */
    public JobOrder read(JsonNode json) {
        String name = json.path("algorithm").asString();
        if (json.path("kind").asString("").equals(TrainingKind.PUBLISH.name())) {
            return new PublicationOrder(name, promotion(json));
        }
        if (name.equals(AutoSelection.NAME)) {
            return new AutoOrder(
                    SettingsJson.read(AutoBudget.schema(), AutoBudget.STANDARD, json.get("budget")),
                    evaluation(json.path(EVALUATION)),
                    json.path("seed").asLong(),
                    promotion(json),
                    json.path(THRESHOLD_GIVEN).asBoolean(false));
        }
        Algorithm<?> algorithm =
                algorithms.find(name).orElseThrow(() -> new UnknownAlgorithmException(name, algorithms));
        return read(algorithm, json);
    }

    private static <H extends Record> TrainingOrder<H> read(Algorithm<H> algorithm, JsonNode json) {
        return new TrainingOrder<>(
                algorithm,
                hyperparameters(algorithm, json.path(HYPERPARAMETERS)),
                evaluation(json.path(EVALUATION)),
                json.path("seed").asLong(),
                new OrderOptions(
                        promotion(json),
                        json.hasNonNull("warmStart") ? json.get("warmStart").asInt() : null,
                        budget(json.get("budget")),
                        json.path(THRESHOLD_GIVEN).asBoolean(false),
                        Engine.valueOf(json.path(ENGINE).asString(Engine.PALATE.name()))));
    }

    /**
     * Hyper-parameters that were stored as JSON.
     *
     * @throws IllegalArgumentException if they do not fit the algorithm
     */
    public static <H extends Record> H hyperparameters(Algorithm<H> algorithm, JsonNode json) {
        HyperparameterSchema<H> schema = algorithm.hyperparameters();
        return SettingsJson.read(schema, base(schema, json), json.isMissingNode() ? null : json);
    }

    /** Orders of earlier versions of Palate have no {@code lowWeight}: low ratings did not count then, whatever the default is now. */
    private static <H extends Record> H base(HyperparameterSchema<H> schema, JsonNode stored) {
        return schema.has(LikedRatings.LOW_WEIGHT) && !stored.has(LikedRatings.LOW_WEIGHT)
                ? schema.read(Map.of(LikedRatings.LOW_WEIGHT, 0))
                : schema.defaults();
    }

    private static Promotion promotion(JsonNode order) {
        return Promotion.valueOf(order.path(PROMOTE).asString());
    }

    /**
     * Evaluation settings that were stored as JSON.
     *
     * @throws IllegalArgumentException if they name no known protocol or are out of range
     */
    public static EvaluationSettings evaluation(JsonNode json) {
        String id = json.path("protocol").asString();
        Protocol protocol = Arrays.stream(Protocol.values())
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown protocol '" + id + "'"));
        HyperparameterSchema<EvaluationSettings> schema = EvaluationSettings.schema(protocol);
        return SettingsJson.read(schema, schema.defaults(), json);
    }

    private static @Nullable TuningBudget budget(@Nullable JsonNode json) {
        return json == null || json.isNull()
                ? null
                : SettingsJson.read(TuningBudget.schema(), TuningBudget.STANDARD, json);
    }
}
