package dev.palate.model.checkpoint;

/**
 * A whole checkpoint in the database.
 *
 * @param sha256 of all its bytes, in hexadecimal
 */
public record StoredCheckpoint(long id, long byteCount, String sha256) {}
