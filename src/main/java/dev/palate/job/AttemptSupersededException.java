package dev.palate.job;

import java.util.UUID;

/** A newer attempt has taken the job over, or the job has ended: this attempt must not write any more. */
public final class AttemptSupersededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AttemptSupersededException(UUID job, int attempt) {
        super("attempt %d of job %s is superseded: a newer attempt exists or the job has ended"
                .formatted(attempt, job));
    }
}
