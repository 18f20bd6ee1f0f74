package dev.palate.interaction.type;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an interaction says about its user: a like or a dislike. */
public enum Signal {
    POSITIVE,
    NEGATIVE;

    /** In lower case. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
