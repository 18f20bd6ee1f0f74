package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Algorithm;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.promotion.Promotion;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a request into a complete order, or names everything that is wrong with it. */
public final class OrderReader<H extends Record> {

    private static final String ENGINE = RequestReader.ENGINE;

    private final Algorithm<H> algorithm;
    private final TrainingRequest request;
    private final RequestReader fields;

    private OrderReader(Algorithm<H> algorithm, TrainingRequest request) {
        this.algorithm = algorithm;
        this.request = request;
        this.fields = new RequestReader(request);
    }

    /**
     * @throws TrainingException naming each wrong field and its valid values
     */
    public static <H extends Record> TrainingOrder<H> read(
            TrainingKind kind, Algorithm<H> algorithm, TrainingRequest request) {
        OrderReader<H> reader = new OrderReader<>(algorithm, request);
        TrainingOrder<H> order = reader.order(kind);
        reader.fields.requireFaultless();
        return order;
    }

    private TrainingOrder<H> order(TrainingKind kind) {
        boolean search = kind == TrainingKind.TUNE;
        TuningBudget budget = search ? budget() : null;
        H hyperparameters = hyperparameters(search);
        Promotion promote = fields.promote();
        EvaluationSettings evaluation = fields.evaluation();
        Integer warmStart = search ? null : request.warmStart();
        TrainingOrder<H> order = new TrainingOrder<>(
                algorithm,
                hyperparameters,
                evaluation,
                fields.seed(),
                new OrderOptions(promote, warmStart, budget, fields.threshold() != null, engine(search)));
        requireCombination(order);
        return order;
    }

    private Engine engine(boolean search) {
        Engine engine = fields.engine();
        if (engine == Engine.SPARK && search) {
            fields.reject(ENGINE, "must not be spark for a search, which only this service makes");
        } else if (engine == Engine.SPARK && !Engine.OF_SPARK.contains(algorithm.name())) {
            fields.reject(
                    ENGINE,
                    "must not be spark for %s; Spark trains one of %s"
                            .formatted(algorithm.name(), String.join(", ", new TreeSet<>(Engine.OF_SPARK))));
        }
        return engine;
    }

    private TuningBudget budget() {
        TuningBudget budget =
                fields.settings("budget.", TuningBudget.schema(), TuningBudget.STANDARD, request.budget());
        if (algorithm.hyperparameters().specs().stream()
                .allMatch(spec -> spec.tune().isEmpty())) {
            fields.reject("algorithm", "has no hyper-parameter with a range to search: " + algorithm.name());
        }
        return budget;
    }

    private H hyperparameters(boolean search) {
        Map<String, H> presets = new TreeMap<>(algorithm.presets());
        H defaults = algorithm.hyperparameters().defaults();
        String preset = request.preset();
        if (preset != null && !presets.containsKey(preset)) {
            String known = presets.isEmpty() ? "left out" : "one of " + String.join(", ", presets.keySet());
            fields.reject("preset", "must be %s for %s, but was '%s'".formatted(known, algorithm.name(), preset));
        }
        H base = preset == null ? defaults : presets.getOrDefault(preset, defaults);
        H read = fields.settings("hyperparameters.", algorithm.hyperparameters(), base, givenHyperparameters(search));
        try {
            algorithm.check(read);
        } catch (IllegalArgumentException e) {
            fields.reject("hyperparameters", String.valueOf(e.getMessage()));
        }
        return read;
    }

    /**
     * All fields that are not the request's own are hyper-parameters; those in {@code hyperparameters} take precedence. More
     * than {@value RequestReader#MOST_FIELDS} contain many unknown ones, of which the first are enough to refuse the request.
     */
    private ObjectNode givenHyperparameters(boolean search) {
        ObjectNode given = SettingsJson.object();
        if (request.others() != null) {
            RequestReader.first(request.others().entrySet())
                    .forEach(field -> given.set(field.getKey(), field.getValue()));
        }
        if (!search && request.budget() != null) {
            given.set("budget", request.budget());
        }
        if (search && request.warmStart() != null) {
            given.set("warmStart", IntNode.valueOf(request.warmStart()));
        }
        if (request.hyperparameters() != null) {
            RequestReader.first(request.hyperparameters().properties())
                    .forEach(field -> given.set(field.getKey(), field.getValue()));
        }
        Double threshold = fields.threshold();
        if (threshold != null && algorithm.hyperparameters().has(RequestReader.THRESHOLD)) {
            given.put(RequestReader.THRESHOLD, threshold);
        }
        return given;
    }

    private void requireCombination(TrainingOrder<H> order) {
        if (fields.isFaultless()
                && order.evaluation().protocol() == Protocol.RATING_PREDICTION
                && !algorithm.predictsRatings(order.hyperparameters())) {
            fields.reject(
                    RequestReader.PROTOCOL,
                    "must not be rating-prediction for %s with these hyper-parameters, whose models predict no ratings"
                            .formatted(algorithm.name()));
        }
        if (order.options().engine() == Engine.SPARK) {
            requireOfSpark(order);
        }
        if (order.options().warmStart() != null && order.epochs().isEmpty()) {
            fields.reject("warmStart", "must be left out for " + algorithm.name() + ", which is not trained in epochs");
        }
    }

    private void requireOfSpark(TrainingOrder<H> order) {
        if (order.evaluation().protocol() != Protocol.STRONG_GENERALIZATION) {
            fields.reject(
                    RequestReader.PROTOCOL,
                    "must be %s with the engine spark".formatted(Protocol.STRONG_GENERALIZATION.id()));
        }
        if (order.options().warmStart() != null) {
            fields.reject("warmStart", "must be left out with the engine spark");
        }
        Object precision = order.contender().settings().get("precision");
        if (precision != null && !precision.equals("fp32")) {
            fields.reject(
                    "hyperparameters", "precision must be fp32 with the engine spark, whose executors have no oneDNN");
        }
    }
}
