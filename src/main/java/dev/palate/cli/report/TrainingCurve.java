package dev.palate.cli.report;

import dev.palate.core.training.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The validation of each epoch of one training.
 *
 * @param algorithm the name in the report
 * @param criterion the metric, such as {@code ndcg@100}
 */
public record TrainingCurve(String algorithm, String criterion, List<Point> points) {

    /** One epoch, counted from 1. */
    public record Point(int epoch, double value, double trainLoss) {}

    public TrainingCurve {
        points = List.copyOf(points);
    }

    /** Empty if no epoch was measured by {@code criterion}. */
    public static Optional<TrainingCurve> of(String algorithm, String criterion, List<EpochReport> epochs) {
        List<Point> points = new ArrayList<>();
        for (EpochReport epoch : epochs) {
            Double value = epoch.metrics().get(criterion);
            if (value != null) {
                points.add(new Point(epoch.epoch(), value, epoch.trainLoss()));
            }
        }
        return points.isEmpty() ? Optional.empty() : Optional.of(new TrainingCurve(algorithm, criterion, points));
    }
}
