package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.model.promotion.Promotion;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of a request that every order has, and collects what is wrong with any field. */
class RequestReader {

    /** More fields than this contain many unknown ones, of which the first are enough to refuse the request. */
    static final int MOST_FIELDS = 200;

    static final String PROTOCOL = "protocol";
    static final String THRESHOLD = "threshold";
    static final String ENGINE = "engine";

    private final TrainingRequest request;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final @Nullable Double threshold;

    RequestReader(TrainingRequest request) {
        this.request = request;
        this.threshold = readThreshold();
    }

    TrainingRequest request() {
        return request;
    }

    /** The one threshold of training and evaluation; null if the request has none. */
    @Nullable
    Double threshold() {
        return threshold;
    }

    void reject(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }

    boolean isFaultless() {
        return problems.isEmpty();
    }

    /**
     * @throws TrainingException naming each wrong field and its valid values, if there is one
     */
    void requireFaultless() {
        if (!problems.isEmpty()) {
            throw TrainingException.invalidRequest(problems);
        }
    }

    Promotion promote() {
        return choice("promote", request.promote(), Promotion.values(), Promotion::id, Promotion.IF_BETTER);
    }

    Engine engine() {
        return choice(ENGINE, request.engine(), Engine.values(), Engine::id, Engine.PALATE);
    }

    long seed() {
        return request.seed() == null ? TrainingOrder.DEFAULT_SEED : request.seed();
    }

    EvaluationSettings evaluation() {
        Protocol protocol = choice(
                PROTOCOL, request.protocol(), Protocol.values(), Protocol::id, DefaultProtocol.of(request.preset()));
        if (request.split() != null && request.split().has(PROTOCOL)) {
            reject("split.protocol", "belongs next to split, not into it");
        }
        HyperparameterSchema<EvaluationSettings> schema = EvaluationSettings.schema(protocol);
        return settings("split.", schema, schema.defaults(), split());
    }

    private @Nullable ObjectNode split() {
        if (threshold == null) {
            return request.split();
        }
        ObjectNode split = SettingsJson.object();
        if (request.split() != null) {
            first(request.split().properties()).forEach(field -> split.set(field.getKey(), field.getValue()));
        }
        return split.put(THRESHOLD, threshold);
    }

    /** The one threshold of training and evaluation, whichever of its names the request uses; null if it uses none. */
    private @Nullable Double readThreshold() {
        Map<String, Double> given = new LinkedHashMap<>();
        if (request.threshold() != null) {
            given.put(THRESHOLD, request.threshold());
        }
        readThreshold(given, "hyperparameters." + THRESHOLD, request.hyperparameters());
        readThreshold(given, "split." + THRESHOLD, request.split());
        if (Set.copyOf(given.values()).size() > 1) {
            reject(THRESHOLD, "must be the same under each of its names, but the request has " + given);
        }
        return given.values().stream().findFirst().orElse(null);
    }

    /** A value that is not a number is reported by the settings that it belongs to. */
    private static void readThreshold(Map<String, Double> given, String name, @Nullable ObjectNode settings) {
        if (settings != null && settings.path(THRESHOLD).isNumber()) {
            given.put(name, settings.get(THRESHOLD).asDouble());
        }
    }

    static Stream<Map.Entry<String, JsonNode>> first(Set<Map.Entry<String, JsonNode>> fields) {
        return fields.stream().limit(MOST_FIELDS);
    }

    <S extends Record> S settings(String path, HyperparameterSchema<S> schema, S base, @Nullable JsonNode settings) {
        try {
            return SettingsJson.read(schema, base, settings);
        } catch (InvalidHyperparametersException e) {
            e.violations().forEach(wrong -> reject(path + wrong.field(), wrong.message()));
            return base;
        }
    }

    private <E extends Enum<E>> E choice(
            String field, @Nullable String text, E[] values, Function<E, String> id, E absent) {
        if (text == null) {
            return absent;
        }
        return Arrays.stream(values)
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseGet(() -> {
                    String ids = Arrays.stream(values).map(id).collect(Collectors.joining(", "));
                    reject(field, "must be one of %s, but was '%s'".formatted(ids, text));
                    return absent;
                });
    }
}
