package dev.palate.rating;

import java.time.Instant;

/** A rating that a caller wants written. */
public record NewRating(String userId, String itemId, float value, Instant ratedAt) {}
