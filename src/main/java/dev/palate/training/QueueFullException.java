package dev.palate.training;

/** As many jobs wait as may. */
public final class QueueFullException extends TrainingException {

    private static final long serialVersionUID = 1L;

    QueueFullException(int limit) {
        super(
                Kind.OVERLOADED,
                "training-queue-full",
                "%d training jobs are waiting, which is the limit; try again when some have ended.".formatted(limit));
    }
}
