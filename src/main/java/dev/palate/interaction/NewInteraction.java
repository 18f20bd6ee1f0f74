package dev.palate.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interaction to be stored.
 *
 * @param type the name of its type
 * @param value such as a quantity or a duration
 * @param eventId the caller's id of the event: an event is stored once
 */
public record NewInteraction(
        String userId,
        String itemId,
        String type,
        Instant time,
        @Nullable Float value,
        @Nullable String eventId) {}
