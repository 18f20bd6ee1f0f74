package dev.palate.training.order;

import dev.palate.model.promotion.Promotion;

/**
 * An order to publish a model that another process has trained and that was uploaded as a file, which says everything else.
 *
 * @param name of the algorithm
 */
public record PublicationOrder(String name, Promotion promote) implements JobOrder {

    @Override
    public TrainingKind kind() {
        return TrainingKind.PUBLISH;
    }
}
