package dev.palate.training.order;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.training.Algorithm;
import dev.palate.model.promotion.Promotion;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order to train an algorithm with given hyper-parameters, or with those that a search finds first.
 *
 * @param seed of initial weights, shuffling, dropout and latent noise
 */
public record TrainingOrder<H extends Record>(
        Algorithm<H> algorithm, H hyperparameters, EvaluationSettings evaluation, long seed, OrderOptions options)
        implements ExperimentOrder {

    static final long DEFAULT_SEED = 42;

    private static final String EPOCHS = "epochs";
    private static final String THRESHOLD = "threshold";

    /** An order with the defaults of the algorithm. */
    public static <H extends Record> TrainingOrder<H> of(Algorithm<H> algorithm) {
        return of(Contender.of(algorithm), null);
    }

    /** An order with a preset of the algorithm, or its defaults if it has no such preset. */
    public static <H extends Record> TrainingOrder<H> of(Algorithm<H> algorithm, String preset) {
        return of(Contender.of(algorithm, preset), preset);
    }

    private static <H extends Record> TrainingOrder<H> of(Contender<H> contender, @Nullable String preset) {
        return new TrainingOrder<>(
                contender.algorithm(),
                contender.hyperparameters(),
                EvaluationSettings.schema(DefaultProtocol.of(preset)).defaults(),
                DEFAULT_SEED,
                OrderOptions.STANDARD);
    }

    public TrainingOrder<H> with(H newHyperparameters) {
        return new TrainingOrder<>(algorithm, newHyperparameters, evaluation, seed, options);
    }

    public TrainingOrder<H> with(OrderOptions newOptions) {
        return new TrainingOrder<>(algorithm, hyperparameters, evaluation, seed, newOptions);
    }

    @Override
    public boolean thresholdGiven() {
        return options.thresholdGiven();
    }

    @Override
    public TrainingOrder<H> withThreshold(double threshold) {
        ObjectNode changed = SettingsJson.object().put(THRESHOLD, threshold);
        HyperparameterSchema<H> schema = algorithm.hyperparameters();
        return new TrainingOrder<>(
                algorithm,
                schema.has(THRESHOLD) ? SettingsJson.read(schema, hyperparameters, changed) : hyperparameters,
                evaluation.withThreshold(threshold),
                seed,
                options);
    }

    public Contender<H> contender() {
        return new Contender<>(algorithm, hyperparameters);
    }

    @Override
    public String name() {
        return algorithm.name();
    }

    @Override
    public Promotion promote() {
        return options.promote();
    }

    @Override
    public TrainingKind kind() {
        return options.budget() == null ? TrainingKind.TRAIN : TrainingKind.TUNE;
    }

    /** The number of epochs at most; empty for an algorithm that is not trained in epochs. */
    public OptionalInt epochs() {
        Map<String, Object> written = algorithm.hyperparameters().write(hyperparameters);
        return written.get(EPOCHS) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }
}
