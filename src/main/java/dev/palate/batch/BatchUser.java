package dev.palate.batch;

/**
 * A user of a batch.
 *
 * @param row the id of the user's row in the database, in the order of which the lists are written
 */
record BatchUser(int row, String id) {}
