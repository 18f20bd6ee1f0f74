package dev.palate.core.memory;

/** Some work needs more memory than the process has left. The message has the numbers and the remedy. */
public final class InsufficientMemoryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InsufficientMemoryException(String message) {
        super(message);
    }
}
