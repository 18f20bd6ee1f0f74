package dev.palate.feedback;

import java.util.Locale;

/** The arm of a traffic split that computed a list. */
public enum Arm {
    /** The active version. */
    ACTIVE,
    /** The version under test. */
    TEST;

    /** In lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
