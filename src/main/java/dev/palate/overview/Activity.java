package dev.palate.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of the service.
 *
 * @param items newest first
 * @param nextBefore the parameter {@code before} of the next page; null if there is none
 */
public record Activity(List<Entry> items, @Nullable Instant nextBefore) {

    public Activity {
        items = List.copyOf(items);
    }

    /** What happened. */
    public enum Type {
        /** By the training policy. */
        TRAINING_STARTED,
        TRAINING_ENDED,
        IMPORT_ENDED,
        ACTIVATION,
        KEY_CREATED,
        KEY_REVOKED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * An event. Fields that its type does not have are null.
     *
     * @param state in which the job ended
     * @param text a sentence
     * @param jobId of the training job or the import
     */
    @Schema(name = "ActivityEntry")
    public record Entry(
            Instant time,
            Type type,
            @Nullable String state,
            String text,
            @Nullable UUID jobId,
            @Nullable String algorithm,
            @Nullable Integer version,
            @Nullable String keyId) {}
}
