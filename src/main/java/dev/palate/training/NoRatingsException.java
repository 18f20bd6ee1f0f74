package dev.palate.training;

/** There is nothing to train on. */
public final class NoRatingsException extends TrainingException {

    private static final long serialVersionUID = 1L;

    NoRatingsException() {
        super(Kind.CONFLICT, "no-ratings", "There are no ratings to train on; import some first.");
    }
}
