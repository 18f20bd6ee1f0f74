package dev.palate.training;

import java.util.UUID;

/** The key was sent before, with another request. */
public final class IdempotencyKeyReusedException extends TrainingException {

    private static final long serialVersionUID = 1L;

    IdempotencyKeyReusedException(String key, UUID job) {
        super(
                Kind.CONFLICT,
                "idempotency-key-reused",
                "Idempotency-Key '%s' was used before for another request, which made job %s.".formatted(key, job));
    }
}
