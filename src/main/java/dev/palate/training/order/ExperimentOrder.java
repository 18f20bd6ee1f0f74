package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;

/** An order to train a model and to evaluate it. */
public sealed interface ExperimentOrder extends JobOrder permits TrainingOrder, AutoOrder {

    EvaluationSettings evaluation();

    long seed();

    /** Whether the request has a threshold; otherwise interactions can change the default one. */
    boolean thresholdGiven();

    /** The order with another threshold in training and evaluation. */
    ExperimentOrder withThreshold(double threshold);
}
