package dev.palate.training;

import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.training.order.TrainingOrder;

/**
 * A trained model.
 *
 * @param order with the hyper-parameters that it was trained with
 * @param result whose model is closed when it is published
 */
record TrainedOrder(TrainingOrder<?> order, ExperimentResult result) {}
