package dev.palate.model.promotion;

import java.util.Locale;

/** The rule that decides whether a new version is activated. */
public enum Promotion {

    /** Activated if it is clearly better than popularity, and better than the active version on the same users. */
    IF_BETTER,
    ALWAYS,
    NEVER;

    /** The rule as requests write it, such as {@code if-better}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
