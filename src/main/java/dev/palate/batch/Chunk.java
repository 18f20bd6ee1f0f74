package dev.palate.batch;

/**
 * A part of a result: a gzip member of whole lines.
 *
 * @param firstRow of the users whose lists it contains
 * @param lastRow of these users; lower than the first for a part without users
 */
record Chunk(int firstRow, int lastRow, byte[] bytes) {

    boolean contains(int userRow) {
        return firstRow <= userRow && userRow <= lastRow;
    }

    Chunk withBytes(byte[] newBytes) {
        return new Chunk(firstRow, lastRow, newBytes);
    }
}
