package dev.palate.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the id of an answer says.
 *
 * @param model the algorithm, or the fallback that answered in its place
 * @param version of the model; null with a fallback
 * @param arm the side of a traffic split; null outside of one
 * @param userRow the user's row in the database, which no other user ever gets; null for a visitor
 * @param hour when it was given, to the hour
 * @param content tells different answers of one hour apart
 */
public record Answer(
        String model,
        @Nullable Integer version,
        @Nullable Arm arm,
        @Nullable Integer userRow,
        Instant hour,
        long content) {}
