package dev.palate.model.version;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the activation log.
 *
 * @param previousVersion that it took the place of, if any
 * @param cause {@code job} or {@code request}
 */
public record Activation(
        String algorithm,
        int version,
        @Nullable Integer previousVersion,
        String cause,
        String reason,
        Instant activatedAt) {

    /** Who activated. */
    public enum Cause {
        JOB,
        REQUEST;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
