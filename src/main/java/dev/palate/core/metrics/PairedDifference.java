package dev.palate.core.metrics;

/**
 * The mean difference of two models on the same users.
 *
 * @param p two-sided: twice the smaller share of the resamples with a mean of at most 0 or of at least 0, where the data count as one
 *     resample more; at most 1
 */
public record PairedDifference(Estimate difference, double p) {}
