package dev.palate.training.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of the policy compare: the state of the service at one moment.
 *
 * @param queue whether a training job is running or waiting
 * @param trained the latest training that counts; null if there is none
 * @param changes ratings that were written or deleted so far
 * @param interactions ratings and interactions, counted up to the minimum of the policy
 * @param imports those that have ended since that training
 */
record PolicyFacts(Queue queue, @Nullable Trained trained, long changes, long interactions, ImportedRows imports) {

    enum Queue {
        EMPTY,
        WAITING,
        RUNNING
    }

    /**
     * The training of an active version, or of the last job that the policy started.
     *
     * @param name such as {@code version 3 of 'ease'}
     * @param changes as {@link PolicyFacts#changes}, when the job was submitted
     * @param ratings that it was trained on; null if the job ended before it read them
     * @param autoMinutes the budget of a completed training of {@code auto} that the policy ordered; null for others
     */
    record Trained(
            String name,
            Instant at,
            long changes,
            @Nullable Long ratings,
            @Nullable Double autoMinutes) {}

    /**
     * @param running whether an import is running or waiting
     * @param ended imports that wrote ratings and have ended
     * @param rows ratings that these imports wrote
     */
    record ImportedRows(boolean running, long ended, long rows) {}

    long changesSinceTraining() {
        return trained == null ? changes : changes - trained.changes();
    }

    /** The share of the ratings that has changed since the training; 0 if it is not known how many it read. */
    double changedShare() {
        Long ratings = trained == null ? null : trained.ratings();
        return ratings == null || ratings == 0 ? 0 : (double) changesSinceTraining() / ratings;
    }
}
