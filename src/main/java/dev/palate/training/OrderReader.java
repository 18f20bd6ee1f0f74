package dev.palate.training;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.core.training.Algorithm;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.Promotion;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a complete order of a request, or says everything that is wrong with it. */
final class OrderReader {

    private static final long DEFAULT_SEED = 42;
    private static final String EPOCHS = "epochs";
    private static final String PROTOCOL = "protocol";

    private final List<FieldProblem> problems = new ArrayList<>();

    /**
     * @throws InvalidTrainingRequestException naming each wrong field and what it may be
     */
    static TrainingOrder read(Algorithm<?> algorithm, TrainingRequest request) {
        return new OrderReader().order(JobKind.TRAIN, algorithm, request, null);
    }

    /**
     * @param budget settings of {@link TuningBudget}
     * @throws InvalidTrainingRequestException naming each wrong field and what it may be
     */
    static TrainingOrder read(Algorithm<?> algorithm, TrainingRequest request, Map<String, Object> budget) {
        OrderReader reader = new OrderReader();
        TuningBudget read = reader.budget(budget);
        if (algorithm.hyperparameters().specs().stream()
                .allMatch(spec -> spec.tune().isEmpty())) {
            reader.problems.add(new FieldProblem(
                    "algorithm", "has no hyper-parameter with a range to search: " + algorithm.name()));
        }
        return reader.order(JobKind.TUNE, algorithm, request, read);
    }

    private TuningBudget budget(Map<String, Object> settings) {
        try {
            return TuningBudget.schema().read(settings);
        } catch (InvalidHyperparametersException e) {
            e.violations().forEach(wrong -> problems.add(new FieldProblem("budget." + wrong.field(), wrong.message())));
            return TuningBudget.STANDARD;
        }
    }

    private TrainingOrder order(
            JobKind kind, Algorithm<?> algorithm, TrainingRequest request, @Nullable TuningBudget budget) {
        Map<String, Object> hyperparameters = hyperparameters(algorithm, request);
        Promotion promote =
                choice("promote", request.promote(), Promotion.values(), Promotion::id, Promotion.IF_BETTER);
        Protocol protocol = choice(
                PROTOCOL,
                request.protocol(),
                Protocol.values(),
                Protocol::id,
                DefaultProtocol.of(request.preset(), hyperparameters));
        if (request.split().containsKey(PROTOCOL)) {
            problems.add(new FieldProblem("split.protocol", "stands beside split, not in it"));
        }
        HyperparameterSchema<EvaluationSettings> measured = EvaluationSettings.schema(protocol);
        Map<String, Object> evaluation = settings("split.", measured, measured.defaults(), request.split());
        if (problems.isEmpty()
                && protocol == Protocol.RATING_PREDICTION
                && !predictsRatings(algorithm, hyperparameters)) {
            problems.add(new FieldProblem(
                    PROTOCOL,
                    "must not be rating-prediction for %s with these hyper-parameters, whose models predict no ratings"
                            .formatted(algorithm.name())));
        }
        if (request.warmStart() != null && !hyperparameters.containsKey(EPOCHS)) {
            problems.add(new FieldProblem(
                    "warmStart", "must be left out for " + algorithm.name() + ", which is not trained in epochs"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidTrainingRequestException(problems);
        }
        return new TrainingOrder(
                kind,
                algorithm.name(),
                hyperparameters,
                evaluation,
                request.seed() == null ? DEFAULT_SEED : request.seed(),
                promote,
                request.warmStart(),
                budget);
    }

    private <H extends Record> Map<String, Object> hyperparameters(Algorithm<H> algorithm, TrainingRequest request) {
        Map<String, H> presets = new TreeMap<>(algorithm.presets());
        H defaults = algorithm.hyperparameters().defaults();
        H base = request.preset() == null ? defaults : presets.getOrDefault(request.preset(), defaults);
        if (request.preset() != null && !presets.containsKey(request.preset())) {
            String known = presets.isEmpty() ? "left out" : "one of " + String.join(", ", presets.keySet());
            problems.add(new FieldProblem(
                    "preset", "must be %s for %s, but was '%s'".formatted(known, algorithm.name(), request.preset())));
        }
        return settings("hyperparameters.", algorithm.hyperparameters(), base, request.hyperparameters());
    }

    private static <H extends Record> boolean predictsRatings(
            Algorithm<H> algorithm, Map<String, Object> hyperparameters) {
        return algorithm.predictsRatings(algorithm.hyperparameters().read(hyperparameters));
    }

    private <H extends Record> Map<String, Object> settings(
            String path, HyperparameterSchema<H> schema, H base, Map<String, Object> settings) {
        try {
            return new LinkedHashMap<>(schema.write(schema.read(base, settings)));
        } catch (InvalidHyperparametersException e) {
            e.violations().forEach(wrong -> problems.add(new FieldProblem(path + wrong.field(), wrong.message())));
            return Map.of();
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
