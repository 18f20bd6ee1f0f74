package dev.palate.security;

/** The service would be open to other machines. The message gives the cause, and the action gives the remedy. */
public class OpenAccessException extends RuntimeException {

    private final String action;

    OpenAccessException(String message, String action) {
        super(message);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
