package dev.palate.feedback;

import org.jspecify.annotations.Nullable;

/**
 * An event about an item of a recommendation list.
 *
 * @param value the rating; allowed with {@link EventType#RATED} only, and optional there
 */
public record FeedbackEvent(
        EventType type, String itemId, @Nullable Float value) {}
