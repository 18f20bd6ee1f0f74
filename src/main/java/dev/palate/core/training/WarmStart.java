package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;

/**
 * The checkpoint of an earlier version from which a training starts when items or users were added.
 *
 * @param checkpoint as {@link dev.palate.core.model.Model#save} wrote it
 * @param itemSource for each item of the new matrix its index in the earlier version, or -1 for a new item
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record WarmStart(CheckpointReader checkpoint, int[] itemSource) {}
