package dev.palate.rating.bulk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One batch of ratings, sent into the staging table in PostgreSQL's binary {@code COPY} format. */
public final class StagingCopy implements AutoCloseable {

    private static final String COPY =
            "copy rating_staging (position, user_id, item_id, value, rated_at) from stdin (format binary)";
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    /** PostgreSQL counts microseconds from 2000-01-01; Java counts from 1970-01-01. */
    private static final long EPOCH_OFFSET = 946_684_800_000_000L;

    private static final int FLUSH_AT = 1 << 16;
    /** The number of columns, five lengths, a position, a value and a time. */
    private static final int FIXED = 2 + 5 * 4 + 4 + 4 + 8;

    private final CopyIn copy;
    private byte[] buffer = new byte[FLUSH_AT * 2];
    private int length;
    private int rows;

    StagingCopy(Connection connection) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        length = HEADER.length;
    }

    /**
     * Adds one rating, which must obey the rules of {@code RatingRules}.
     *
     * @param micros its time in microseconds since 1970, UTC
     */
    public void add(String userId, String itemId, float value, long micros) throws IOException {
        byte[] user = userId.getBytes(StandardCharsets.UTF_8);
        byte[] item = itemId.getBytes(StandardCharsets.UTF_8);
        int needed = length + FIXED + user.length + item.length;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, needed * 2);
        }
        putShort(5);
        putInt(Integer.BYTES);
        putInt(rows);
        putBytes(user);
        putBytes(item);
        putInt(Float.BYTES);
        putInt(Float.floatToRawIntBits(value));
        putInt(Long.BYTES);
        putLong(micros - EPOCH_OFFSET);
        rows++;
        if (length >= FLUSH_AT) {
            flush();
        }
    }

    /** The number of ratings that were added. */
    public int rows() {
        return rows;
    }

    void end() throws IOException, SQLException {
        putShort(-1);
        flush();
        copy.endCopy();
    }

    /** Discards the batch, unless {@link #end} has been called. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws IOException {
        try {
            copy.writeToCopy(buffer, 0, length);
            length = 0;
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void putBytes(byte[] bytes) {
        putInt(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void putShort(int value) {
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }
}
