package dev.palate.cli.report;

import static dev.palate.cli.report.HtmlWriter.number;

import dev.palate.cli.report.ChartFrame.Series;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Charts with two numeric axes: coverage against accuracy, and the curves of trainings. */
final class PlotCharts {

    private static final int X_TICKS = 6;

    private PlotCharts() {}

    /** A point for each algorithm: the share of the catalogue that its lists have, and its accuracy. */
    static void coverage(
            HtmlWriter html, String id, Map<String, Map<String, Estimate>> metrics, String coverage, String accuracy) {
        List<Series> all = Series.of(metrics.keySet());
        ChartFrame frame = ChartFrame.begin(
                html,
                id,
                new ChartFrame.Words(
                        accuracy + " against " + coverage,
                        "A point for each algorithm; the best ones are at the top right. The table below has the"
                                + " numbers."),
                metrics.values().stream().mapToDouble(ofOne -> mean(ofOne, accuracy)),
                all);
        for (int tick = 0; tick <= 5; tick++) {
            double x = x(tick / 5.0);
            frame.line(x, ChartFrame.TOP, x, ChartFrame.BOTTOM, "grid");
            frame.label(x, ChartFrame.BOTTOM + 18, number(tick / 5.0), "middle");
        }
        frame.xTitle(coverage + ": share of the catalogue in the lists of the test users");
        List<List<String>> rows = new ArrayList<>();
        for (Series series : all) {
            Map<String, Estimate> ofOne = metrics.getOrDefault(series.name(), Map.of());
            double covered = mean(ofOne, coverage);
            double value = mean(ofOne, accuracy);
            String tip = "%s: %s, %s".formatted(series.name(), ChartFrame.value(covered), ChartFrame.value(value));
            frame.mark(x(covered), frame.y(value), series, tip);
            rows.add(List.of(series.name(), ChartFrame.value(covered), ChartFrame.value(value)));
        }
        frame.end();
        HtmlTable.write(html, "The same in numbers", List.of("", coverage, accuracy), rows);
    }

    private static double mean(Map<String, Estimate> metrics, String name) {
        Estimate value = metrics.get(name);
        return value == null ? 0 : value.mean();
    }

    private static double x(double share) {
        return ChartFrame.LEFT + share * (ChartFrame.RIGHT - ChartFrame.LEFT);
    }

    /**
     * The validation of each epoch.
     *
     * @param all the algorithms of the report
     */
    static void curves(HtmlWriter html, String id, List<TrainingCurve> curves, List<Series> all) {
        String criterion = curves.get(0).criterion();
        int last = curves.stream()
                .mapToInt(curve -> curve.points().get(curve.points().size() - 1).epoch())
                .max()
                .orElse(1);
        List<Series> trained = curves.stream()
                .map(curve -> all.stream()
                        .filter(series -> series.name().equals(curve.algorithm()))
                        .findFirst()
                        .orElse(new Series(curve.algorithm(), 0)))
                .toList();
        ChartFrame frame = ChartFrame.begin(
                html,
                id,
                new ChartFrame.Words(
                        criterion + " of the validation users by epoch",
                        "A line for each algorithm with epochs. The table below has the best epochs."),
                curves.stream()
                        .flatMapToDouble(curve -> curve.points().stream().mapToDouble(TrainingCurve.Point::value)),
                trained);
        int step = Math.max(1, (last + X_TICKS - 1) / X_TICKS);
        IntStream.iterate(step, epoch -> epoch <= last, epoch -> epoch + step)
                .forEach(epoch -> frame.label(
                        x((double) epoch / last), ChartFrame.BOTTOM + 18, Integer.toString(epoch), "middle"));
        frame.xTitle("epoch");
        List<List<String>> rows = new ArrayList<>();
        for (int at = 0; at < curves.size(); at++) {
            rows.add(curve(html, frame, curves.get(at), trained.get(at), last));
        }
        frame.end();
        HtmlTable.write(
                html,
                "Epochs of the trainings",
                List.of("", "epochs", "best epoch", criterion, "training loss there"),
                rows);
    }

    private static List<String> curve(HtmlWriter html, ChartFrame frame, TrainingCurve curve, Series series, int last) {
        TrainingCurve.Point best = curve.points().get(0);
        for (TrainingCurve.Point point : curve.points()) {
            best = point.value() > best.value() ? point : best;
        }
        String points = curve.points().stream()
                .map(point -> number(x((double) point.epoch() / last)) + "," + number(frame.y(point.value())))
                .collect(Collectors.joining(" "));
        html.empty("polyline", "points", points, "class", "curve " + ChartFrame.colour(series));
        String tip = "%s, best epoch %d: %s".formatted(curve.algorithm(), best.epoch(), ChartFrame.value(best.value()));
        frame.mark(x((double) best.epoch() / last), frame.y(best.value()), series, tip);
        return List.of(
                curve.algorithm(),
                Integer.toString(curve.points().size()),
                Integer.toString(best.epoch()),
                ChartFrame.value(best.value()),
                ChartFrame.value(best.trainLoss()));
    }
}
