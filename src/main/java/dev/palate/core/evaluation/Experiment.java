package dev.palate.core.evaluation;

/** Splits, trains, measures each epoch on users that the algorithm never receives, and reports beside the baselines. */
public final class Experiment {

    /**
     * Runs {@code plan} to its end on the calling thread and {@code plan.threads()} workers.
     *
     * @throws dev.palate.core.training.TrainingCancelledException if the listener asked to stop
     * @throws dev.palate.core.training.TrainingDivergedException if training left the finite numbers
     * @throws IllegalArgumentException if there are too few users or ratings to split, saying how many there must be
     */
    public <H extends Record> ExperimentResult run(ExperimentPlan<H> plan) {
        throw new UnsupportedOperationException(
                "the next change makes it run: " + plan.settings().protocol());
    }
}
