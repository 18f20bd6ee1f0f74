package dev.palate.importing;

/**
 * How far an import has got. All of it is committed.
 *
 * @param itemsWritten items that were new or changed
 * @param rowsRead ratings read, good and bad
 * @param rowsWritten ratings that were new or changed
 * @param rowsUnchanged ratings that were good and changed nothing
 * @param rowsRejected lines that were not imported, of items and ratings
 * @param linesDone how many lines of the ratings are settled
 * @param bytesRead how much of the file that is, as it is stored
 */
record ImportProgress(
        long itemsWritten,
        long rowsRead,
        long rowsWritten,
        long rowsUnchanged,
        long rowsRejected,
        long linesDone,
        long bytesRead,
        long bytesTotal) {}
