package dev.palate.spark.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a table, numbered in the service's order of their ids: short ids first, then by their bytes.
 *
 * @param ids external ids by number
 * @param numbers the number of a row by its primary key; keys without a row have 0
 */
record Numbered(List<String> ids, int[] numbers) {

    /** @param query with the columns {@code id} and {@code external_id} */
    static Numbered read(Snapshot snapshot, String query) throws SQLException {
        List<String> ids = new ArrayList<>();
        int[][] numbers = {new int[1024]};
        snapshot.query(query + " order by length(external_id), external_id", row -> {
            int id = row.getInt(1);
            if (id >= numbers[0].length) {
                numbers[0] = Arrays.copyOf(numbers[0], Math.max(id + 1, numbers[0].length / 2 * 3));
            }
            numbers[0][id] = ids.size();
            ids.add(row.getString(2));
        });
        return new Numbered(ids, numbers[0]);
    }

    int number(int id) {
        return numbers[id];
    }

    /** {@code count} ranges of primary keys: from each bound up to the next. */
    int[] bounds(int count) {
        int[] bounds = new int[count + 1];
        Arrays.setAll(bounds, k -> (int) ((long) k * numbers.length / count));
        return bounds;
    }
}
