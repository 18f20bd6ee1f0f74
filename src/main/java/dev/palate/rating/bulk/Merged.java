package dev.palate.rating.bulk;

/**
 * What merging one batch changed.
 *
 * @param itemsCreated items that did not exist before
 * @param usersCreated users that did not exist before
 * @param ratingsWritten ratings that are new or changed
 */
public record Merged(int itemsCreated, int usersCreated, long ratingsWritten) {}
