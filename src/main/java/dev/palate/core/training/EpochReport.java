package dev.palate.core.training;

import java.util.Map;

/**
 * The figures of one epoch.
 *
 * @param epoch counted from 1
 * @param epochs the greatest number of epochs
 * @param trainLoss mean over the epoch's batches of the batch loss
 * @param metrics of the validation by name; empty without validation
 * @param trainSeconds time spent training so far, including the time before an interruption but not validation
 * @param examplesPerSecond training rows per second in this epoch
 * @param device the one that trained this epoch
 */
public record EpochReport(
        int epoch,
        int epochs,
        double trainLoss,
        Map<String, Double> metrics,
        double trainSeconds,
        double examplesPerSecond,
        DeviceReport device) {

    public EpochReport {
        metrics = Map.copyOf(metrics);
    }

    /** The same figures as those of another epoch, for a training that consists of several. */
    public EpochReport as(int newEpoch, int newEpochs) {
        return new EpochReport(newEpoch, newEpochs, trainLoss, metrics, trainSeconds, examplesPerSecond, device);
    }
}
