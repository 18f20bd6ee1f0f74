package dev.palate.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the exception describes the reason and what the operator can do. */
public class DatabaseUnavailableException extends RuntimeException {

    private final String action;

    DatabaseUnavailableException(String message, String action) {
        this(message, action, null);
    }

    DatabaseUnavailableException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
