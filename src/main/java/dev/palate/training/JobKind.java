package dev.palate.training;

/** What a job does: trains with given hyper-parameters, or searches for good ones first. */
public enum JobKind {
    TRAIN,
    TUNE
}
