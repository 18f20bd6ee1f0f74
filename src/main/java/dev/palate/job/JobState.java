package dev.palate.job;

/** Where a job is in its life cycle. All states except {@link #QUEUED} and {@link #RUNNING} are final. */
public enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    SUCCEEDED_WITH_WARNINGS,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
