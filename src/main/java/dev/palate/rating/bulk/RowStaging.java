package dev.palate.rating.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends a batch into the temporary table {@code row_staging} with PostgreSQL's binary {@code COPY}: the fastest way for many rows. The
 * table lives as long as its connection and is never written to the write-ahead log.
 */
final class RowStaging {

    static final String CREATE = """
            create temporary table if not exists row_staging (
                position integer, user_id integer, item_id integer, type_id smallint, value real, at timestamptz,
                events integer, first_at timestamptz)
            on commit delete rows""";

    static final String DROP = "drop table if exists row_staging";

    private static final String COPY =
            "copy row_staging (position, user_id, item_id, type_id, value, at, events, first_at) from stdin (format binary)";
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    /** PostgreSQL counts microseconds from 2000-01-01; Java counts from 1970-01-01. */
    private static final long EPOCH_OFFSET = 946_684_800_000_000L;

    private static final int FLUSH_AT = 1 << 16;
    private static final int LONGEST_ROW = 96;

    private final byte[] buffer = new byte[FLUSH_AT + LONGEST_ROW];
    private int length;

    /**
     * Sends the rows whose user and item have a row.
     *
     * @param userRows by the numbers of the batch's users; negative for a user without a row
     * @param itemRows likewise
     */
    void stage(Connection connection, RowBatch batch, int[] userRows, int[] itemRows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
            length = HEADER.length;
            for (int row = 0; row < batch.rows(); row++) {
                int user = userRows[batch.user(row)];
                int item = itemRows[batch.item(row)];
                if (user >= 0 && item >= 0) {
                    put(batch, row, user, item);
                }
                if (length >= FLUSH_AT) {
                    flush(copy);
                }
            }
            putShort(-1);
            flush(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void put(RowBatch batch, int row, int user, int item) {
        putShort(8);
        putInt(Integer.BYTES);
        putInt(row);
        putInt(Integer.BYTES);
        putInt(user);
        putInt(Integer.BYTES);
        putInt(item);
        putInt(Short.BYTES);
        putShort(batch.type(row));
        putValue(batch.value(row));
        putWhen(batch.when(row));
    }

    private void putWhen(EventSpan when) {
        putInt(Long.BYTES);
        putLong(when.micros() - EPOCH_OFFSET);
        if (when.isOneMoment()) {
            putInt(-1);
            putInt(-1);
        } else {
            putInt(Integer.BYTES);
            putInt(when.events());
            putInt(Long.BYTES);
            putLong(when.firstMicros() - EPOCH_OFFSET);
        }
    }

    private void putValue(float value) {
        if (Float.isNaN(value)) {
            putInt(-1);
        } else {
            putInt(Float.BYTES);
            putInt(Float.floatToRawIntBits(value));
        }
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
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
