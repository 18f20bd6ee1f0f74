package dev.palate.spark.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Algorithm;
import java.util.Map;

/**
 * An order to train a model, as the service stores it.
 *
 * @param evaluation which users are held out, and how the best epoch is found
 * @param json the order itself
 */
public record Order(Contender<?> contender, EvaluationSettings evaluation, long seed, JsonNode json) {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    /** @throws IllegalArgumentException if it is not an order that a cluster can execute, with the reason */
    public static Order read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            String kind = json.path("kind").asText("TRAIN");
            if (!kind.equals("TRAIN")) {
                throw new IllegalArgumentException("the order is of the kind %s; expected TRAIN".formatted(kind));
            }
            if (json.hasNonNull("warmStart")) {
                throw new IllegalArgumentException("a training on Spark cannot start from an earlier version");
            }
            return new Order(
                    contender(SharedAlgorithms.find(json.path("algorithm").asText()), json.path("hyperparameters")),
                    evaluation(json.path("evaluation")),
                    json.path("seed").asLong(),
                    json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the order is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static <H extends Record> Contender<H> contender(Algorithm<H> algorithm, JsonNode settings) {
        H read = algorithm.hyperparameters().read(settings(settings));
        algorithm.check(read);
        return new Contender<>(algorithm, read);
    }

    private static EvaluationSettings evaluation(JsonNode settings) {
        String protocol = settings.path("protocol").asText(Protocol.STRONG_GENERALIZATION.id());
        if (!protocol.equals(Protocol.STRONG_GENERALIZATION.id())) {
            throw new IllegalArgumentException(
                    "the protocol of the order is %s, whose split needs all ratings on one machine; expected %s"
                            .formatted(protocol, Protocol.STRONG_GENERALIZATION.id()));
        }
        return EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION).read(settings(settings));
    }

    private static Map<String, Object> settings(JsonNode json) {
        return json.isObject() ? JSON.convertValue(json, SETTINGS) : Map.of();
    }
}
