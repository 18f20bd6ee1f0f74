package dev.palate.cli.report;

import static dev.palate.cli.report.HtmlWriter.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The plot area of a chart as SVG: title and description for screen readers, axis with round numbers, marks and legend. */
final class ChartFrame {

    static final double LEFT = 64;
    static final double RIGHT = 700;
    static final double TOP = 14;
    static final double BOTTOM = 270;

    private static final double LEGEND_ROW = 20;
    private static final double LETTER = 7.2;
    private static final int TICKS = 5;
    private static final int COLOURS = 8;

    private final HtmlWriter html;
    private final double low;
    private final double high;
    private final double step;

    private ChartFrame(HtmlWriter html, double low, double high, double step) {
        this.html = html;
        this.low = low;
        this.high = high;
        this.step = step;
    }

    /**
     * One algorithm.
     *
     * @param style the number of its colour and shape, the same in all charts
     */
    record Series(String name, int style) {

        /** The algorithms of a report, in its order. */
        static List<Series> of(Collection<String> names) {
            List<Series> all = new ArrayList<>();
            names.forEach(name -> all.add(new Series(name, all.size())));
            return all;
        }
    }

    /** What a chart shows, in words. */
    record Words(String title, String description) {}

    /**
     * Begins a chart whose vertical axis contains {@code values}, and draws this axis.
     *
     * @param id unique in the document
     */
    static ChartFrame begin(HtmlWriter html, String id, Words words, DoubleStream values, List<Series> legend) {
        double[] all = values.filter(Double::isFinite).toArray();
        double least = DoubleStream.of(all).min().orElse(0);
        double most = DoubleStream.of(all).max().orElse(1);
        double step = step(most > least ? most - least : Math.max(1e-6, Math.abs(most)));
        double low = Math.floor(least / step) * step;
        double high = Math.max(low + step, Math.ceil(most / step) * step);
        ChartFrame frame = new ChartFrame(html, low, high, step);
        double height = BOTTOM + 46 + legendRows(legend) * LEGEND_ROW;
        html.open("figure").element("figcaption", words.title);
        html.open(
                "svg",
                "viewBox",
                "0 0 720 " + number(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", words.title, "id", id + "-title").element("desc", words.description, "id", id + "-desc");
        frame.axis();
        frame.legend(legend);
        return frame;
    }

    void end() {
        html.close().close();
    }

    double y(double value) {
        return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP);
    }

    void label(double x, double y, String text, String anchor) {
        html.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    }

    /** The description of the horizontal axis. */
    void xTitle(String text) {
        label((LEFT + RIGHT) / 2, BOTTOM + 38, text, "middle");
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        html.empty("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2), "class", style);
    }

    /** A mark of a series; neighbouring series differ in colour and shape. */
    void mark(double x, double y, Series series, String tip) {
        html.open("path", "d", shape(series.style, x, y), "class", "mark " + colour(series))
                .element("title", tip)
                .close();
    }

    static String colour(Series series) {
        return "c" + series.style % COLOURS;
    }

    /** A number as the axis writes it. */
    static String value(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.4f", value);
    }

    private static String shape(int style, double x, double y) {
        String at = "M" + number(x) + " " + number(y);
        return switch (style % 4) {
            case 0 -> at + "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
            case 1 -> at + "m-4.5 -4.5h9v9h-9z";
            case 2 -> at + "m0 -6l6 6l-6 6l-6 -6z";
            default -> at + "m0 -6l6 10h-12z";
        };
    }

    private static double step(double range) {
        double rough = range / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double scaled = rough / power;
        return power * (scaled <= 1 ? 1 : scaled <= 2 ? 2 : scaled <= 5 ? 5 : 10);
    }

    private void axis() {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        for (int tick = 0; low + tick * step <= high + step / 2; tick++) {
            double value = low + tick * step;
            line(LEFT, y(value), RIGHT, y(value), "grid");
            label(LEFT - 8, y(value) + 4, String.format(Locale.ROOT, "%." + digits + "f", value + 0.0), "end");
        }
    }

    private static int legendRows(List<Series> legend) {
        return legend.size() < 2 ? 0 : place(legend, (series, x, row) -> {}) + 1;
    }

    private void legend(List<Series> legend) {
        if (legend.size() > 1) {
            place(legend, (series, x, row) -> {
                double y = BOTTOM + 60 + row * LEGEND_ROW;
                mark(x + 6, y - 4, series, series.name);
                label(x + 18, y, series.name, "start");
            });
        }
    }

    private interface Place {
        void at(Series series, double x, int row);
    }

    /** Places the names one after the other in rows, and returns the last row. */
    private static int place(List<Series> legend, Place place) {
        double x = LEFT;
        int row = 0;
        for (Series series : legend) {
            double width = 34 + LETTER * series.name.length();
            if (x + width > RIGHT && x > LEFT) {
                x = LEFT;
                row++;
            }
            place.at(series, x, row);
            x += width;
        }
        return row;
    }
}
