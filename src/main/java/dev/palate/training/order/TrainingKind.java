package dev.palate.training.order;

/** What a training job does: it trains with given hyper-parameters, searches for good ones first, or publishes an uploaded model. */
public enum TrainingKind {
    TRAIN,
    TUNE,
    PUBLISH
}
