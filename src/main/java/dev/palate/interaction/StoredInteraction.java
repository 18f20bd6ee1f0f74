package dev.palate.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All interactions of one type between a user and an item.
 *
 * @param value of the latest one
 */
public record StoredInteraction(
        String itemId,
        String title,
        String type,
        int count,
        @Nullable Float value,
        Instant firstAt,
        Instant lastAt) {}
