package dev.palate.rating.training;

import dev.palate.database.copy.CopyReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Streams all preferences with {@code COPY} in PostgreSQL's binary format, because training reads all of it. Each message
 * is one row; a header of 19 bytes precedes the first row.
 */
final class PreferenceCopy {

    /** {@code COPY} takes no parameters. */
    private static final String QUERY =
            "copy (select user_id, item_id, value from preferences('%s', %s)) to stdout (format binary)";

    private static final int HEADER = 19;
    /** The number of columns, then for each column a length and a value of four bytes. */
    private static final int ROW = 2 + 3 * (4 + 4);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Receives one preference with the row ids of its user and item. */
    @FunctionalInterface
    interface Sink {

        void accept(int userRow, int itemRow, float value);
    }

    private final CopyReader reader;

    PreferenceCopy(CopyReader reader) {
        this.reader = reader;
    }

    /**
     * Reads every preference that is visible to the connection's transaction.
     *
     * @param at the time whose preferences are read
     * @param bottom the lowest value of the scale
     */
    void read(Connection connection, Instant at, float bottom, Sink sink) throws SQLException {
        int[] header = {HEADER};
        reader.<SQLException>read(connection, QUERY.formatted(at, bottom), message -> {
            int skip = header[0];
            if (message.length - skip >= ROW) {
                sink.accept(
                        (int) INT.get(message, skip + 6), (int) INT.get(message, skip + 14), Float.intBitsToFloat((int)
                                INT.get(message, skip + 22)));
            }
            header[0] = Math.max(0, skip - message.length);
        });
    }
}
