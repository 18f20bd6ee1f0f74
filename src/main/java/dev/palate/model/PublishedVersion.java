package dev.palate.model;

import dev.palate.model.checkpoint.StoredCheckpoint;

/**
 * The result of a publication.
 *
 * @param activated whether it is active
 * @param reason why it is active or not
 */
public record PublishedVersion(int version, boolean activated, String reason, StoredCheckpoint checkpoint) {}
