package dev.palate.experiment;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What decides an experiment: a ratio of two sums over users. */
public enum ExperimentMetric {
    /** Clicked items for each list. It does not favour short lists, as the share of the items does. */
    CLICKS_PER_LIST("clicks-per-list", "clicks per list"),
    /** Share of the shown items that were clicked. */
    CLICK_THROUGH("click-through", "clicks per shown item"),
    /** Share of the lists of which a shown item was clicked or rated. */
    HIT_RATE("hit-rate", "lists with a click or a rating"),
    /** Share of the users who clicked or rated a shown item. */
    USER_HIT_RATE("user-hit-rate", "users with a click or a rating");

    private final String label;
    private final String words;

    ExperimentMetric(String label, String words) {
        this.label = label;
        this.words = words;
    }

    public String label() {
        return label;
    }

    /** For sentences such as "12 % more clicks per list". */
    public String words() {
        return words;
    }

    public static ExperimentMetric of(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(label + " is not a metric; metrics are "
                        + Arrays.stream(values()).map(ExperimentMetric::label).collect(Collectors.joining(", "))));
    }
}
