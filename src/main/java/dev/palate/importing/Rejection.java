package dev.palate.importing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A line that was not imported.
 *
 * @param file the part of the import it stands in
 * @param line its number, from 1
 * @param text the line itself, at most its first 500 characters
 * @param reason what was wrong
 * @param userId whose rating it would have been, where that could be read: it is erased with that user
 */
public record Rejection(
        String file,
        long line,
        String text,
        String reason,
        @JsonIgnore @Nullable String userId) {}
