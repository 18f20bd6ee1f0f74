package dev.palate.interaction.type;

import java.util.Locale;

/** How the value of an interaction becomes a rating. */
public enum ValueScale {
    /** In proportion to the value. */
    LINEAR,
    /** In proportion to the logarithm of the value. */
    LOG,
    /** By the share of the stored interactions of the type that have a lower value. */
    QUANTILE;

    /** In lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
