package dev.palate.core.training;

/**
 * How far a training without epochs is.
 *
 * @param done finished parts, of about the same size
 * @param parts of the whole training
 * @param trainSeconds time spent training so far, including the time before an interruption
 */
public record TrainingPart(int done, int parts, double trainSeconds) {}
