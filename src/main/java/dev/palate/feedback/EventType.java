package dev.palate.feedback;

import java.util.Locale;

/** What happened to an item of a recommendation list. */
public enum EventType {
    SHOWN,
    CLICKED,
    RATED;

    /** In lower case. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
