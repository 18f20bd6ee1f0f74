package dev.palate.training;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.core.training.Algorithm;
import dev.palate.model.Promotion;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a complete order of a request, or says everything that is wrong with it. */
final class OrderReader {

    private static final long DEFAULT_SEED = 42;
    private static final String PROTOCOL = "protocol";

    private final List<FieldProblem> problems = new ArrayList<>();

    /**
     * @throws InvalidTrainingRequestException naming each wrong field and what it may be
     */
    static TrainingOrder read(JobKind kind, Algorithm<?> algorithm, TrainingRequest request) {
        return new OrderReader().order(kind, algorithm, request);
    }

    private TrainingOrder order(JobKind kind, Algorithm<?> algorithm, TrainingRequest request) {
        Map<String, Object> hyperparameters =
                settings("hyperparameters.", algorithm.hyperparameters(), request.hyperparameters());
        Promotion promote =
                choice("promote", request.promote(), Promotion.values(), Promotion::id, Promotion.IF_BETTER);
        Protocol protocol = choice(
                PROTOCOL, request.protocol(), Protocol.values(), Protocol::id, DefaultProtocol.of(hyperparameters));
        if (request.split().containsKey(PROTOCOL)) {
            problems.add(new FieldProblem("split.protocol", "stands beside split, not in it"));
        }
        Map<String, Object> evaluation = settings("split.", EvaluationSettings.schema(protocol), request.split());
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
                request.warmStart());
    }

    private <H extends Record> Map<String, Object> settings(
            String path, HyperparameterSchema<H> schema, Map<String, Object> settings) {
        try {
            return new LinkedHashMap<>(schema.write(schema.read(settings)));
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
