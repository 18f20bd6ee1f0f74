package dev.palate.model;

import dev.palate.model.checkpoint.StoredCheckpoint;

/**
 * What became of a new version.
 *
 * @param activated whether it is in service
 * @param reason why it is, or is not
 */
public record PublishedVersion(int version, boolean activated, String reason, StoredCheckpoint checkpoint) {}
