package dev.palate.model.version;

import dev.palate.problem.ProblemException;

/** A version is too old to have a checkpoint, so that it cannot be loaded any more. */
public final class DeletedCheckpointException extends ProblemException {

    private static final long serialVersionUID = 1L;

    DeletedCheckpointException(String algorithm, int version) {
        super(
                Kind.CONFLICT,
                "checkpoint-deleted",
                ("Version %d of '%s' has no checkpoint any more: only the newest versions (palate.models.keep), the active one and"
                                + " those under test or in experiments keep theirs. Its report remains; train the settings in it again.")
                        .formatted(version, algorithm));
    }
}
