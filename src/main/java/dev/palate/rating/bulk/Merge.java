package dev.palate.rating.bulk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes the staged rows into a table: the part in which ratings and interactions differ. The staged rows are in the temporary
 * table {@code row_staging (position, user_id, item_id, type_id, value, at, events, first_at)}; a higher position was added later, and
 * {@code events} and {@code first_at} are null for one event at one time. Their users exist and are locked, so that no other writer
 * changes what these users have.
 */
@FunctionalInterface
public interface Merge {

    Written write(Connection connection) throws SQLException;

    /**
     * What a merge has changed.
     *
     * @param rows staged rows that changed something
     * @param users rows of the users with such a row
     */
    @SuppressWarnings("ArrayRecordComponent") // It is not compared, and one batch may change very many users.
    record Written(long rows, int[] users) {

        /** @param result one row: a number, and an array of integers */
        public static Written of(ResultSet result) throws SQLException {
            result.next();
            Integer[] users = (Integer[]) result.getArray(2).getArray();
            int[] rows = new int[users.length];
            for (int k = 0; k < rows.length; k++) {
                rows[k] = users[k];
            }
            return new Written(result.getLong(1), rows);
        }
    }
}
