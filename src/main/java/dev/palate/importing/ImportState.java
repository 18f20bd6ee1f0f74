package dev.palate.importing;

/** Where an import is. */
public enum ImportState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    public boolean isEnded() {
        return this == SUCCEEDED || this == FAILED;
    }
}
