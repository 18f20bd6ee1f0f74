package dev.palate.batch;

import dev.palate.job.JobState;
import dev.palate.model.version.VersionId;
import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;
import java.util.UUID;

/** A batch cannot be executed or downloaded as requested. */
public final class BatchException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private BatchException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    /** A field of the request is invalid. */
    public static BatchException invalid(String field, String problem) {
        return new BatchException(
                Kind.INVALID,
                "invalid-request",
                Sentence.of(field + " " + problem),
                List.of(new FieldProblem(field, problem)));
    }

    static BatchException modelDeleted(VersionId model) {
        return new BatchException(
                Kind.CONFLICT,
                "batch-model-deleted",
                "Version %d of '%s', which was chosen when the batch was submitted, has been deleted. Submit the batch again."
                        .formatted(model.version(), model.algorithm()),
                List.of());
    }

    static BatchException notFinished(UUID id, JobState state) {
        String reason = state.isFinal() ? "it is %s" : "it has not ended yet, it is %s";
        return new BatchException(
                Kind.CONFLICT,
                "no-batch-result",
                ("Recommendation batch %s has no result: " + reason + ".").formatted(id, state),
                List.of());
    }

    static BatchException expired(UUID id) {
        return new BatchException(
                Kind.NOT_FOUND,
                "batch-result-expired",
                "The result of recommendation batch %s was deleted, because it was older than palate.batches.retention."
                        .formatted(id),
                List.of());
    }
}
