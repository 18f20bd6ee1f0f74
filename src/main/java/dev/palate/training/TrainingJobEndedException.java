package dev.palate.training;

import java.util.UUID;

/** The job has ended, so it cannot be cancelled. */
public final class TrainingJobEndedException extends TrainingException {

    private static final long serialVersionUID = 1L;

    TrainingJobEndedException(UUID id, JobState state) {
        super(Kind.CONFLICT, "training-job-ended", "Training job %s has ended already: it is %s.".formatted(id, state));
    }
}
