package dev.palate.model;

import java.util.Locale;

/** The rule that decides whether a new version is activated. */
public enum Promotion {

    /** Activated if no version is active yet, or if it is better than the active version and than popularity. */
    IF_BETTER,
    ALWAYS,
    NEVER;

    /** The rule as requests write it, such as {@code if-better}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
