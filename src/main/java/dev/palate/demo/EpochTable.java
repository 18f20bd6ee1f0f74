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
        StringBuilder table = new StringBuilder();
        table.append(line("epoch", "train loss", "test loss", "NDCG@20", "Recall@20", "MSE"));
        for (EpochFigures epoch : epochs) {
            Map<String, Double> metrics = epoch.metrics();
            table.append(line(
                    epoch.epoch(),
                    figure(epoch.trainLoss()),
                    figure(metrics.get("testLoss")),
                    figure(metrics.get("ndcg@20")),
                    figure(metrics.get("recall@20")),
                    figure(metrics.get("mse"))));
        }
        return table.toString();
    }

    private static String line(Object... cells) {
        return String.format("%5s%16s%16s%10s%11s%10s%n", cells);
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
