package dev.palate.training.order;

/** What a training job does: it trains with given hyper-parameters, or searches for good ones first. */
public enum TrainingKind {
    TRAIN,
    TUNE
}
