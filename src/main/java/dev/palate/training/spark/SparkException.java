package dev.palate.training.spark;

import dev.palate.problem.ProblemException;

/** A training on Spark failed in a way that another attempt would repeat. */
public final class SparkException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private SparkException(String message) {
        super(Kind.UNAVAILABLE, "spark-failed", message);
    }

    static SparkException reported(String sentence) {
        return new SparkException("The training on Spark failed: " + sentence);
    }

    static SparkException notConfigured() {
        return new SparkException("This process has no setting " + SubmitCommand.SETTING
                + ", with which another process accepted the order.");
    }

    static SparkException notStarted(String reason) {
        return new SparkException("The command of " + SubmitCommand.SETTING + " cannot be started: " + reason);
    }

    static SparkException withoutModel() {
        return new SparkException("The command of " + SubmitCommand.SETTING
                + " ended without an error, but did not write the file {output}.");
    }
}
