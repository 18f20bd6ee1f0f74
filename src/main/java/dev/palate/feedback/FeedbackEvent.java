package dev.palate.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an item of a list.
 *
 * @param value the rating that was given; only with {@link EventType#RATED}, and there optional
 */
public record FeedbackEvent(
        EventType type, String itemId, @Nullable Float value) {}
