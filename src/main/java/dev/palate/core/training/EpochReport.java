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

    /**
     * The same figures as a part of a training that consists of several.
     *
     * @param epochsBefore of the earlier trainings, which took {@code secondsBefore}
     * @param newEpochs of all of them, at most
     */
    public EpochReport within(int epochsBefore, int newEpochs, double secondsBefore) {
        return new EpochReport(
                epochsBefore + epoch,
                newEpochs,
                trainLoss,
                metrics,
                secondsBefore + trainSeconds,
                examplesPerSecond,
                device);
    }
}
