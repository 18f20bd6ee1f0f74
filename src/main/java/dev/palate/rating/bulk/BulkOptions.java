package dev.palate.rating.bulk;

import java.time.Instant;

/**
 * What applies to all batches of one pipeline.
 *
 * @param createsItems whether items that do not exist are created with their id as title; otherwise their rows are not written
 * @param undatedTime the time that the caller gives to rows without a time of their own
 * @param begunAt rows of users that were erased since then are skipped
 * @param batchRows the most rows of a batch
 */
public record BulkOptions(boolean createsItems, Instant undatedTime, Instant begunAt, int batchRows) {}
