package dev.palate.rating;

import java.time.Instant;

/** One user's explicit rating of an item. */
public record Rating(String itemId, float value, Instant ratedAt) {}
