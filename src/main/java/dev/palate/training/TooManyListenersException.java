package dev.palate.training;

/** As many event streams are open as may. */
public final class TooManyListenersException extends TrainingException {

    private static final long serialVersionUID = 1L;

    public TooManyListenersException(int limit) {
        super(
                Kind.OVERLOADED,
                "too-many-listeners",
                "%d event streams are open, which is the limit; ask for the job itself instead.".formatted(limit));
    }
}
