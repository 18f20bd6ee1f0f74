package dev.palate.job;

import dev.palate.problem.ProblemException;
import java.util.UUID;

/** A job cannot be submitted, found, cancelled or listened to as requested. */
public final class JobException extends ProblemException {

    private JobException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    public static JobException unknown(JobKind kind, String id) {
        return new JobException(
                Kind.NOT_FOUND, "unknown-" + kind.slug(), "There is no %s '%s'.".formatted(kind.noun(), id));
    }

    static JobException ended(JobKind kind, UUID id, JobState state) {
        return new JobException(
                Kind.CONFLICT,
                kind.slug() + "-ended",
                "%s %s has ended already: it is %s.".formatted(kind.capitalisedNoun(), id, state));
    }

    static JobException idempotencyKeyReused(JobKind kind, String key, UUID job) {
        return new JobException(
                Kind.CONFLICT,
                "idempotency-key-reused",
                "Idempotency-Key '%s' was used before for another request, which created %s %s."
                        .formatted(key, kind.noun(), job));
    }

    static JobException queueFull(JobKind kind, int limit) {
        return new JobException(
                Kind.OVERLOADED,
                kind.name() + "-queue-full",
                "The %s queue is full (limit %d); retry when some of the %ss have ended."
                        .formatted(kind.name(), limit, kind.noun()));
    }

    public static JobException tooManyListeners(String noun, int limit) {
        return new JobException(
                Kind.OVERLOADED,
                "too-many-listeners",
                "%d event streams are open, which is the limit; request the %s itself instead.".formatted(limit, noun));
    }
}
