package dev.palate.training.order;

import dev.palate.model.promotion.Promotion;

/** A complete description of a training job: nothing in it depends on defaults that may change later. */
public sealed interface JobOrder permits ExperimentOrder, PublicationOrder {

    /** The algorithm of the version, or {@link dev.palate.core.auto.AutoSelection#NAME}. */
    String name();

    TrainingKind kind();

    Promotion promote();
}
