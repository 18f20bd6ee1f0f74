package dev.palate.training.order;

import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.model.promotion.Promotion;

/**
 * An order to choose an algorithm and its hyper-parameters within a budget, and to train a version with them.
 *
 * @param thresholdGiven whether the request has a threshold; otherwise interactions can change the default one
 */
public record AutoOrder(
        AutoBudget budget, EvaluationSettings evaluation, long seed, Promotion promote, boolean thresholdGiven)
        implements ExperimentOrder {

    @Override
    public String name() {
        return AutoSelection.NAME;
    }

    @Override
    public TrainingKind kind() {
        return TrainingKind.TRAIN;
    }

    /** The order to train the contender that was chosen. */
    public <H extends Record> TrainingOrder<H> of(Contender<H> chosen) {
        return new TrainingOrder<>(
                chosen.algorithm(),
                chosen.hyperparameters(),
                evaluation,
                seed,
                new OrderOptions(promote, null, null, thresholdGiven));
    }

    @Override
    public AutoOrder withThreshold(double threshold) {
        return new AutoOrder(budget, evaluation.withThreshold(threshold), seed, promote, thresholdGiven);
    }
}
