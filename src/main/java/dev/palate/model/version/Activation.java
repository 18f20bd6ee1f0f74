package dev.palate.model.version;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the activation log.
 *
 * @param previousVersion the version that was active until then, if any
 * @param cause {@code job} or {@code request}
 */
public record Activation(
        String algorithm,
        int version,
        @Nullable Integer previousVersion,
        String cause,
        String reason,
        Instant activatedAt) {

    /** The reason for an activation: a training job or a request. */
    public enum Cause {
        JOB,
        REQUEST;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
