package dev.palate.importing;

import dev.palate.importing.file.ValueRange;

/**
 * The committed progress of an import.
 *
 * @param accepted the range of the accepted ratings, on the configured scale
 * @param seconds the time that all attempts together have read ratings, interactions or users, without the pauses between them
 */
record ImportProgress(Items items, Rows rows, Position position, ValueRange accepted, double seconds) {

    /**
     * @param written items that were new or changed
     * @param unchanged items that were equal to the stored ones
     * @param linesDone lines of the file of items that are processed
     */
    record Items(long written, long unchanged, long linesDone) {}

    /**
     * @param read ratings, interactions or users that were read, valid and invalid ones
     * @param written those that were new or changed something
     * @param unchanged valid ones that changed nothing
     * @param rejected rows of items, ratings, interactions and users that were not imported
     * @param ignored interactions whose type the options ignore
     */
    record Rows(long read, long written, long unchanged, long rejected, long ignored) {}

    /**
     * @param linesDone lines of the file of ratings, interactions or users that are processed; another attempt continues after them
     * @param bytesRead how many bytes of the file that is, in its stored form
     */
    record Position(long linesDone, long bytesRead, long bytesTotal) {}

    /** Rows of items, ratings, interactions and users that were valid. */
    long acceptedRows() {
        return items.written() + items.unchanged() + rows.written() + rows.unchanged();
    }
}
