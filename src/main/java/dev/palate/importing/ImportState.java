package dev.palate.importing;

/** Where an import is. */
public enum ImportState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isEnded() {
        return this != QUEUED && this != RUNNING;
    }
}
