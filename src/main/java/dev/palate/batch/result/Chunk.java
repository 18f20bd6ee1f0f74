package dev.palate.batch.result;

/**
 * A part of a result: a gzip member of whole lines.
 *
 * @param firstRow of the users whose lists it contains
 * @param lastRow of these users; lower than the first for a part without users
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared, and a copy would double its memory.
public record Chunk(int firstRow, int lastRow, byte[] bytes) {

    public boolean contains(int userRow) {
        return firstRow <= userRow && userRow <= lastRow;
    }

    public Chunk withBytes(byte[] newBytes) {
        return new Chunk(firstRow, lastRow, newBytes);
    }
}
