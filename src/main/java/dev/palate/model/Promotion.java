package dev.palate.model;

import java.util.Locale;

/** When a new version comes into service by itself. */
public enum Promotion {

    /** If there is none in service yet, or if it is better than that one and than popularity. */
    IF_BETTER,
    ALWAYS,
    NEVER;

    /** As in requests: {@code if-better}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
