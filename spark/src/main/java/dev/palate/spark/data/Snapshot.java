package dev.palate.spark.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment of the database, which a transaction of the driver holds and all readers see. */
final class Snapshot implements AutoCloseable {

    static final int FETCH_SIZE = 10_000;

    private static final String MODE = "set transaction isolation level repeatable read, read only";

    /** The service keeps its scale in the comment of this constraint. */
    private static final String SCALE = """
            select obj_description(oid, 'pg_constraint') from pg_constraint
            where conname = 'ratings_value_on_scale' and conrelid = 'ratings'::regclass""";

    private static final Pattern LOWEST = Pattern.compile("from (\\S+) to");

    private final Connection connection;
    private final Instant at;
    private final String name;
    private final float bottom;

    private Snapshot(Connection connection, Instant at) throws SQLException {
        this.connection = connection;
        this.at = at;
        try (Statement statement = connection.createStatement()) {
            statement.execute(MODE);
            // The transaction only waits while the readers work.
            statement.execute("set local idle_in_transaction_session_timeout = 0");
        }
        name = text("select pg_export_snapshot()");
        Matcher scale = LOWEST.matcher(text(SCALE));
        if (!scale.find()) {
            throw new SQLException("the database has no rating scale; start the service once");
        }
        bottom = Float.parseFloat(scale.group(1));
    }

    static Snapshot open(Database database, Instant at) {
        try {
            Connection connection = database.connect();
            try {
                return new Snapshot(connection, at);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Database.failed("no snapshot of the database can be taken", e);
        }
    }

    Instant at() {
        return at;
    }

    /** The lowest rating of the service's scale. */
    float bottom() {
        return bottom;
    }

    /** What makes the first transaction of another session see this moment. */
    String statement() {
        return MODE + "; set transaction snapshot '" + name + "'";
    }

    /** Reads a row of a result. */
    interface Rows {
        void accept(ResultSet row) throws SQLException;
    }

    void query(String sql, Rows rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.accept(result);
                }
            }
        }
    }

    private String text(String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        query(sql, row -> text.append(row.getString(1)));
        return text.toString();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Database.failed("the snapshot cannot be closed", e);
        }
    }
}
