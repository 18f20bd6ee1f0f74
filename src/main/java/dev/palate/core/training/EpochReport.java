package dev.palate.core.training;

import java.util.Map;

/**
 * One epoch's figures.
 *
 * @param epoch from 1
 * @param epochs how many there will be at most
 * @param trainLoss mean over the epoch's batches of the batch loss
 * @param metrics what validation measured, by name; empty without validation
 * @param trainSeconds time spent training so far, before an interruption too; validation not counted
 * @param examplesPerSecond training rows a second in this epoch
 */
public record EpochReport(
        int epoch,
        int epochs,
        double trainLoss,
        Map<String, Double> metrics,
        double trainSeconds,
        double examplesPerSecond) {

    public EpochReport {
        metrics = Map.copyOf(metrics);
    }
}
