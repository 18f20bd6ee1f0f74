package dev.palate.training.order;

import java.util.Locale;
import java.util.Set;

/** What trains the model of an order. */
public enum Engine {

    /** This service. */
    PALATE,

    /** The submit command of the operator, which trains on a Spark cluster. */
    SPARK;

    /** The algorithms that {@link #SPARK} can train. */
    public static final Set<String> OF_SPARK = Set.of("ease", "vae", "dae");

    /** As requests write it: {@code spark}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
