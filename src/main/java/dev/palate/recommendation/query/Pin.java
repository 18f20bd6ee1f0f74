package dev.palate.recommendation.query;

import dev.palate.rule.Filter;
import org.jspecify.annotations.Nullable;

/**
 * An item that is moved to a fixed rank of a list, if it is a candidate.
 *
 * @param rank from 1
 * @param filter when the pin applies; null: always
 */
public record Pin(String itemId, int rank, @Nullable Filter filter) {}
