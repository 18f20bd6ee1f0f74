package dev.palate.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The permissions of a key. Each role includes the roles before it. */
public enum Role {
    METRICS,
    READ,
    WRITE,
    TRAIN,
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As HTTP, settings and the command line write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
