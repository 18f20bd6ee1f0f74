package dev.palate.rating;

import java.time.Instant;

/** A rating to be written. */
public record NewRating(String userId, String itemId, float value, Instant ratedAt) {}
