package dev.palate.training.spark;

/** The submit command was killed because its job must stop. */
public final class SparkStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SparkStoppedException() {
        super("the submit command was killed because its job must stop");
    }
}
