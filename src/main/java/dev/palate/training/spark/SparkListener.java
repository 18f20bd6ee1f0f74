package dev.palate.training.spark;

/** Receives the progress of a submit command, on the threads that read its output. */
public interface SparkListener {

    /** Receives a message without a warning and without an error. */
    void onProgress(SparkMessage message);

    void onWarning(String text);

    /** Whether the command must be killed; asked several times a second. */
    boolean isStopRequested();
}
