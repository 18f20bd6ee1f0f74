package dev.palate.crash;

import dev.palate.PostgresFixture.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of the database, read without the service. */
record Rows(Database database) {

    @FunctionalInterface
    interface Mapping<T> {

        T map(ResultSet row) throws SQLException;
    }

    <T> List<T> list(Mapping<T> mapping, String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int n = 0; n < parameters.length; n++) {
                statement.setObject(n + 1, parameters[n]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(mapping.map(result));
                }
            }
            return rows;
        }
    }

    long number(String sql, Object... parameters) throws SQLException {
        return list(row -> row.getLong(1), sql, parameters).get(0);
    }

    /** Whether no job is waiting or running, and the queues are empty. */
    boolean areAtRest() throws SQLException {
        return number("""
                select (select count(*) from jobs where ended_at is null)
                    + (select count(*) from scheduled_tasks) + (select count(*) from scheduled_imports)
                    + (select count(*) from scheduled_batches)""") == 0;
    }

    /** All checkpoints whose bytes differ from those that were written. */
    long damagedCheckpoints() throws SQLException {
        return number("""
                select count(*) from checkpoints c, lateral (
                    select sha256(string_agg(bytes, ''::bytea order by position)) as sha256,
                        sum(octet_length(bytes)) as byte_count
                    from checkpoint_chunks where checkpoint_id = c.id) stored
                where stored.sha256 is distinct from c.sha256 or stored.byte_count is distinct from c.byte_count""");
    }

    /** Checkpoints that belong to no version and to no running job. */
    long abandonedCheckpoints() throws SQLException {
        return number("""
                select count(*) from checkpoints c
                where not exists (select from model_versions v where v.checkpoint_id = c.id)
                    and not exists (select from training_jobs j where j.saved_checkpoint = c.id)""");
    }
}
