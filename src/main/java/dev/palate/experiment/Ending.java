package dev.palate.experiment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of an experiment.
 *
 * @param winner the position of the arm that all users get afterwards; null: the control
 * @param reason why, in the words of the caller
 */
public record Ending(
        Instant endedAt, @Nullable Integer winner, @Nullable String reason) {}
