package dev.palate.feedback;

import java.util.Locale;

/** The side of a traffic split that an answer belongs to. */
public enum Arm {
    /** The version in service answered. */
    ACTIVE,
    /** The version under test answered. */
    TEST;

    /** In lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
