package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.core.training.Algorithm;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.promotion.Promotion;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a request into a complete order, or names everything that is wrong with it. */
public final class OrderReader<H extends Record> {

    private static final int MOST_FIELDS = 200;
    private static final String PROTOCOL = "protocol";
    private static final String THRESHOLD = "threshold";

    private final Algorithm<H> algorithm;
    private final TrainingRequest request;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final @Nullable Double threshold;

    private OrderReader(Algorithm<H> algorithm, TrainingRequest request) {
        this.algorithm = algorithm;
        this.request = request;
        this.threshold = threshold();
    }

    /**
     * @throws TrainingException naming each wrong field and its valid values
     */
    public static <H extends Record> TrainingOrder<H> read(
            TrainingKind kind, Algorithm<H> algorithm, TrainingRequest request) {
        OrderReader<H> reader = new OrderReader<>(algorithm, request);
        TrainingOrder<H> order = reader.order(kind);
        if (!reader.problems.isEmpty()) {
            throw TrainingException.invalidRequest(reader.problems);
        }
        return order;
    }

    private TrainingOrder<H> order(TrainingKind kind) {
        boolean search = kind == TrainingKind.TUNE;
        TuningBudget budget = search ? budget() : null;
        H hyperparameters = hyperparameters(search);
        Promotion promote =
                choice("promote", request.promote(), Promotion.values(), Promotion::id, Promotion.IF_BETTER);
        EvaluationSettings evaluation = evaluation();
        Integer warmStart = search ? null : request.warmStart();
        TrainingOrder<H> order = new TrainingOrder<>(
                algorithm,
                hyperparameters,
                evaluation,
                request.seed() == null ? TrainingOrder.DEFAULT_SEED : request.seed(),
                new OrderOptions(promote, warmStart, budget, threshold != null));
        requireCombination(order);
        return order;
    }

    private TuningBudget budget() {
        TuningBudget budget = settings("budget.", TuningBudget.schema(), TuningBudget.STANDARD, request.budget());
        if (algorithm.hyperparameters().specs().stream()
                .allMatch(spec -> spec.tune().isEmpty())) {
            problems.add(new FieldProblem(
                    "algorithm", "has no hyper-parameter with a range to search: " + algorithm.name()));
        }
        return budget;
    }

    private H hyperparameters(boolean search) {
        Map<String, H> presets = new TreeMap<>(algorithm.presets());
        H defaults = algorithm.hyperparameters().defaults();
        String preset = request.preset();
        if (preset != null && !presets.containsKey(preset)) {
            String known = presets.isEmpty() ? "left out" : "one of " + String.join(", ", presets.keySet());
            problems.add(new FieldProblem(
                    "preset", "must be %s for %s, but was '%s'".formatted(known, algorithm.name(), preset)));
        }
        H base = preset == null ? defaults : presets.getOrDefault(preset, defaults);
        return settings("hyperparameters.", algorithm.hyperparameters(), base, givenHyperparameters(search));
    }

    /**
     * All fields that are not the request's own are hyper-parameters; those in {@code hyperparameters} take precedence. More
     * than {@value #MOST_FIELDS} contain many unknown ones, of which the first are enough to refuse the request.
     */
    private ObjectNode givenHyperparameters(boolean search) {
        ObjectNode given = SettingsJson.object();
        if (request.others() != null) {
            first(request.others().entrySet()).forEach(field -> given.set(field.getKey(), field.getValue()));
        }
        if (!search && request.budget() != null) {
            given.set("budget", request.budget());
        }
        if (search && request.warmStart() != null) {
            given.set("warmStart", IntNode.valueOf(request.warmStart()));
        }
        if (request.hyperparameters() != null) {
            first(request.hyperparameters().properties()).forEach(field -> given.set(field.getKey(), field.getValue()));
        }
        if (threshold != null && algorithm.hyperparameters().has(THRESHOLD)) {
            given.put(THRESHOLD, threshold);
        }
        return given;
    }

    private static Stream<Map.Entry<String, JsonNode>> first(Set<Map.Entry<String, JsonNode>> fields) {
        return fields.stream().limit(MOST_FIELDS);
    }

    private EvaluationSettings evaluation() {
        Protocol protocol = choice(
                PROTOCOL, request.protocol(), Protocol.values(), Protocol::id, DefaultProtocol.of(request.preset()));
        if (request.split() != null && request.split().has(PROTOCOL)) {
            problems.add(new FieldProblem("split.protocol", "belongs next to split, not into it"));
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
    private @Nullable Double threshold() {
        Map<String, Double> given = new LinkedHashMap<>();
        if (request.threshold() != null) {
            given.put(THRESHOLD, request.threshold());
        }
        readThreshold(given, "hyperparameters." + THRESHOLD, request.hyperparameters());
        readThreshold(given, "split." + THRESHOLD, request.split());
        if (Set.copyOf(given.values()).size() > 1) {
            problems.add(new FieldProblem(
                    THRESHOLD, "must be the same under each of its names, but the request has " + given));
        }
        return given.values().stream().findFirst().orElse(null);
    }

    /** A value that is not a number is reported by the settings that it belongs to. */
    private static void readThreshold(Map<String, Double> given, String name, @Nullable ObjectNode settings) {
        if (settings != null && settings.path(THRESHOLD).isNumber()) {
            given.put(name, settings.get(THRESHOLD).asDouble());
        }
    }

    private void requireCombination(TrainingOrder<H> order) {
        if (problems.isEmpty()
                && order.evaluation().protocol() == Protocol.RATING_PREDICTION
                && !algorithm.predictsRatings(order.hyperparameters())) {
            problems.add(new FieldProblem(
                    PROTOCOL,
                    "must not be rating-prediction for %s with these hyper-parameters, whose models predict no ratings"
                            .formatted(algorithm.name())));
        }
        if (order.options().warmStart() != null && order.epochs().isEmpty()) {
            problems.add(new FieldProblem(
                    "warmStart", "must be left out for " + algorithm.name() + ", which is not trained in epochs"));
        }
    }

    private <S extends Record> S settings(
            String path, HyperparameterSchema<S> schema, S base, @Nullable JsonNode settings) {
        try {
            return SettingsJson.read(schema, base, settings);
        } catch (InvalidHyperparametersException e) {
            e.violations().forEach(wrong -> problems.add(new FieldProblem(path + wrong.field(), wrong.message())));
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
                    problems.add(new FieldProblem(field, "must be one of %s, but was '%s'".formatted(ids, text)));
                    return absent;
                });
    }
}
