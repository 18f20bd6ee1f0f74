package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.model.promotion.Promotion;

/** A complete description of a training job: nothing in it depends on defaults that may change later. */
public sealed interface JobOrder permits TrainingOrder, AutoOrder {

    /** The algorithm to train, or {@link dev.palate.core.auto.AutoSelection#NAME}. */
    String name();

    TrainingKind kind();

    EvaluationSettings evaluation();

    long seed();

    Promotion promote();

    /** Whether the request has a threshold; otherwise interactions can change the default one. */
    boolean thresholdGiven();

    /** The order with another threshold in training and evaluation. */
    JobOrder withThreshold(double threshold);
}
