package dev.palate.database;

import dev.palate.problem.FullDisk;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a full disk at startup, for example during a migration, as a description and an action. */
class FullDiskFailureAnalyzer extends AbstractFailureAnalyzer<Exception> {

    static String action(Object directory) {
        return "The disk is full: free or add space on the disk of %s, then start Palate again. Nothing that was confirmed is lost."
                .formatted(directory);
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Exception cause) {
        return FullDisk.isCauseOf(rootFailure) && !(cause instanceof DatabaseUnavailableException)
                ? new FailureAnalysis("The disk of the database is full.", action("the database"), cause)
                : null;
    }
}
