package dev.palate.crash;

import dev.palate.PostgresFixture.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the database, read past the service. */
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

    /** Whether neither a job nor an import waits or runs, and none has a place in a queue. */
    boolean areAtRest() throws SQLException {
        return number("""
                SELECT (SELECT count(*) FROM jobs WHERE ended_at IS NULL)
                    + (SELECT count(*) FROM scheduled_tasks) + (SELECT count(*) FROM scheduled_imports)""") == 0;
    }

    /** Checkpoints, those of listed versions and others, whose bytes are not those that were written. */
    long damagedCheckpoints() throws SQLException {
        return number("""
                SELECT count(*) FROM checkpoints c, LATERAL (
                    SELECT sha256(string_agg(bytes, ''::bytea ORDER BY position)) AS sha256,
                        sum(octet_length(bytes)) AS byte_count
                    FROM checkpoint_chunks WHERE checkpoint_id = c.id) stored
                WHERE stored.sha256 IS DISTINCT FROM c.sha256 OR stored.byte_count IS DISTINCT FROM c.byte_count""");
    }

    /** Checkpoints that belong to no version and to no running job. */
    long abandonedCheckpoints() throws SQLException {
        return number("""
                SELECT count(*) FROM checkpoints c
                WHERE NOT EXISTS (SELECT FROM model_versions v WHERE v.checkpoint_id = c.id)
                    AND NOT EXISTS (SELECT FROM training_jobs j WHERE j.saved_checkpoint = c.id)""");
    }
}
