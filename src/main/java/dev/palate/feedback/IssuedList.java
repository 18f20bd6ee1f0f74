package dev.palate.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation list as its id describes it.
 *
 * @param userRow the id of the user's row in the database, which is never reused; null for a visitor
 * @param hour when the list was issued, to the hour
 * @param content distinguishes different lists of the same hour
 */
record IssuedList(ListSource source, @Nullable Integer userRow, Instant hour, long content) {}
