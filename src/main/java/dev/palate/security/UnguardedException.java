package dev.palate.security;

/** The service would be open to others; says why and what its operator can do about it. */
public class UnguardedException extends RuntimeException {

    private final String action;

    UnguardedException(String message, String action) {
        super(message);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
