package dev.palate.importing.file;

import dev.palate.ratingfile.DetectedFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the files of an import are read: what the options say, and what is recognised.
 *
 * @param ratings null if there is no file of ratings
 * @param interactions null if there is no file of interactions
 * @param items null if there is no file of items
 * @param users null if there is no file of users
 */
public record Detected(
        @Nullable DetectedFormat ratings,
        @Nullable DetectedFormat interactions,
        @Nullable DetectedFormat items,
        @Nullable DetectedFormat users) {}
