package dev.palate.rating.bulk;

/**
 * What merging one batch changed.
 *
 * @param itemsCreated items that did not exist before
 * @param usersCreated users that did not exist before
 * @param rowsWritten rows that were new or changed something
 */
public record Merged(int itemsCreated, int usersCreated, long rowsWritten) {}
