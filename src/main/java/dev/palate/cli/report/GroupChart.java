package dev.palate.cli.report;

import dev.palate.cli.report.ChartFrame.Series;
import dev.palate.core.evaluation.detail.Breakdown;
import dev.palate.core.evaluation.detail.Breakdown.Group;
import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A chart of groups: for each group the value of each algorithm with its interval. */
final class GroupChart {

    private GroupChart() {}

    /** Writes the chart and a table with the same numbers. */
    static void write(HtmlWriter html, String id, Breakdown breakdown) {
        List<Group> groups = breakdown.groups();
        List<Series> all = Series.of(groups.get(0).results().keySet());
        ChartFrame frame = ChartFrame.begin(
                html,
                id,
                new ChartFrame.Words(
                        breakdown.title(),
                        "For each group the value of each algorithm with its 95% interval. The table below has the"
                                + " numbers."),
                groups.stream().flatMapToDouble(GroupChart::ends),
                all);
        double width = (ChartFrame.RIGHT - ChartFrame.LEFT) / groups.size();
        for (int group = 0; group < groups.size(); group++) {
            double left = ChartFrame.LEFT + group * width;
            double gap = Math.min(28, 0.8 * width / all.size());
            frame.label(
                    left + width / 2, ChartFrame.BOTTOM + 18, groups.get(group).name(), "middle");
            for (Series series : all) {
                double x = left + width / 2 + (series.style() - (all.size() - 1) / 2.0) * gap;
                mark(frame, x, series, groups.get(group));
            }
        }
        frame.end();
        table(html, breakdown);
    }

    private static DoubleStream ends(Group group) {
        return group.results().values().stream().flatMapToDouble(value -> DoubleStream.of(value.low(), value.high()));
    }

    private static void mark(ChartFrame frame, double x, Series series, Group group) {
        Estimate value = group.results().get(series.name());
        if (value != null) {
            frame.line(x, frame.y(value.low()), x, frame.y(value.high()), "whisker " + ChartFrame.colour(series));
            frame.mark(
                    x,
                    frame.y(value.mean()),
                    series,
                    series.name() + ", " + group.name() + ": " + ReportTable.value(value));
        }
    }

    private static void table(HtmlWriter html, Breakdown breakdown) {
        List<String> names = List.copyOf(breakdown.groups().get(0).results().keySet());
        boolean counted = !breakdown.counted().isEmpty();
        List<List<String>> rows = new ArrayList<>();
        for (Group group : breakdown.groups()) {
            List<String> row = new ArrayList<>(List.of(group.name()));
            if (counted) {
                row.add(Long.toString(group.size()));
            }
            names.forEach(name -> row.add(ReportTable.value(group.results().get(name))));
            rows.add(row);
        }
        List<String> heading = new ArrayList<>(List.of(""));
        if (counted) {
            heading.add(breakdown.counted());
        }
        heading.addAll(names);
        HtmlTable.write(html, "The same in numbers, with 95% intervals", heading, rows);
    }
}
