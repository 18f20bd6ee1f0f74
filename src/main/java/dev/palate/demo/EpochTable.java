package dev.palate.demo;

import dev.palate.model.version.EpochFigures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures that the notebook prints after each epoch, one line per epoch. */
final class EpochTable {

    private EpochTable() {}

    static String render(List<EpochFigures> epochs) {
        FigureTable table = new FigureTable(5, 16, 16, 10, 11, 10);
        table.add("epoch", "train loss", "test loss", "NDCG@20", "Recall@20", "MSE");
        for (EpochFigures epoch : epochs) {
            Map<String, Double> metrics = epoch.metrics();
            table.add(
                    "%5d".formatted(epoch.epoch()),
                    figure(epoch.trainLoss()),
                    figure(metrics.get("testLoss")),
                    figure(metrics.get("ndcg@20")),
                    figure(metrics.get("recall@20")),
                    figure(metrics.get("mse")));
        }
        return table.toString();
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
