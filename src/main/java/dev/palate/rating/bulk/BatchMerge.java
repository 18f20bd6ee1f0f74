package dev.palate.rating.bulk;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.ErasureLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one batch with plain JDBC, in the transaction of the caller's connection: creates its users and on request its items, locks
 * the users, stages the rows, merges them and increments the revision of the users that changed.
 */
final class BatchMerge {

    private static final String ITEMS = """
            select g.n, i.id from unnest(?::text[]) with ordinality g (id, n) join items i on i.external_id = g.id""";

    private final Catalogue catalogue;
    private final BulkOptions options;
    private final Merge merge;
    private final RowStaging staging = new RowStaging();

    BatchMerge(Catalogue catalogue, BulkOptions options, Merge merge) {
        this.catalogue = catalogue;
        this.options = options;
        this.merge = merge;
    }

    /** @param userRows all users of the batch, whether or not it changed them; -1 for an erased one */
    @SuppressWarnings("ArrayRecordComponent") // It is never compared, and one batch may have very many users.
    record Result(Merged merged, int[] userRows) {}

    Result into(Connection connection, RowBatch batch) throws SQLException {
        ErasureLock.share(connection);
        String[] itemIds = batch.items();
        int[] itemRows = itemRows(connection, itemIds);
        int itemsCreated = 0;
        if (options.createsItems()) {
            List<String> missing = missing(itemIds, itemRows);
            itemsCreated = catalogue.createMissing(connection, missing);
            // Also if none was created here: another transaction may have created all of them in the meantime.
            itemRows = missing.isEmpty() ? itemRows : itemRows(connection, itemIds);
        }
        BulkUsers users = new BulkUsers(connection);
        int[] userRows = users.lock(batch.users(), options.begunAt());
        staging.stage(connection, batch, userRows, itemRows);
        prepare(connection);
        Merge.Written written = merge.write(connection);
        users.touch(written.users());
        return new Result(new Merged(itemsCreated, users.created(), written.rows()), userRows);
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local work_mem = '96MB'");
        }
    }

    private static int[] itemRows(Connection connection, String[] ids) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ITEMS)) {
            query.setArray(1, connection.createArrayOf("text", ids));
            return BulkUsers.rows(query, ids.length);
        }
    }

    private static List<String> missing(String[] ids, int[] rows) {
        List<String> missing = new ArrayList<>();
        for (int k = 0; k < ids.length; k++) {
            if (rows[k] < 0) {
                missing.add(ids[k]);
            }
        }
        return missing;
    }
}
