package dev.palate.demo;

import dev.palate.model.version.EpochFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures that the notebook prints after each epoch, one line an epoch. */
final class EpochTable {

    private static final String HEADING = "%5s  %14s  %14s  %8s  %9s  %8s";
    private static final String ROW = "%5d  %14.4f  %14s  %8s  %9s  %8s";

    private EpochTable() {}

    static List<String> render(List<EpochFigures> epochs) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADING.formatted("epoch", "train loss", "test loss", "NDCG@20", "Recall@20", "MSE"));
        for (EpochFigures epoch : epochs) {
            Map<String, Double> metrics = epoch.metrics();
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    epoch.epoch(),
                    epoch.trainLoss(),
                    figure(metrics, "testLoss"),
                    figure(metrics, "ndcg@20"),
                    figure(metrics, "recall@20"),
                    figure(metrics, "mse")));
        }
        return lines;
    }

    private static String figure(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
