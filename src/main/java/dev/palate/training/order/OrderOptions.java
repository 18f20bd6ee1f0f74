package dev.palate.training.order;

import dev.palate.core.tuning.TuningBudget;
import dev.palate.model.promotion.Promotion;
import org.jspecify.annotations.Nullable;

/**
 * What a training order says besides the training itself.
 *
 * @param warmStart the version whose weights the training starts from; null for random initial weights
 * @param budget of the search before the training; null for none
 * @param thresholdGiven whether the request has a threshold; otherwise interactions can change the default one
 * @param engine what trains the model
 */
public record OrderOptions(
        Promotion promote,
        @Nullable Integer warmStart,
        @Nullable TuningBudget budget,
        boolean thresholdGiven,
        Engine engine) {

    /** Promotion if the version is better, random initial weights and no search. */
    public static final OrderOptions STANDARD = new OrderOptions(Promotion.IF_BETTER, null, null, false);

    /** With the engine of this service. */
    public OrderOptions(
            Promotion promote, @Nullable Integer warmStart, @Nullable TuningBudget budget, boolean thresholdGiven) {
        this(promote, warmStart, budget, thresholdGiven, Engine.PALATE);
    }

    public OrderOptions with(Promotion newPromote) {
        return new OrderOptions(newPromote, warmStart, budget, thresholdGiven, engine);
    }

    public OrderOptions with(Engine newEngine) {
        return new OrderOptions(promote, warmStart, budget, thresholdGiven, newEngine);
    }
}
