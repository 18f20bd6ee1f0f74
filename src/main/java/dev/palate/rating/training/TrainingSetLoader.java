package dev.palate.rating.training;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.database.copy.CopyReader;
import dev.palate.rating.RatingScale;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * Loads all preferences for training with {@code COPY} and plain JDBC, because they are read in bulk and in one snapshot. They are
 * counted by user first, so that each streamed preference goes directly to its final position: 8 bytes a preference, and no second
 * copy in memory.
 */
@Service
public class TrainingSetLoader {

    private static final int FETCH_SIZE = 10_000;
    private static final String ROWS = """
            select u.id, u.external_id, p.preferences
            from (select user_id, count(*) as preferences from preferences('%s', %s) group by user_id) p
            join users u on u.id = p.user_id
            order by length(u.external_id), u.external_id""";
    private static final String COLUMNS = "select id, external_id from items order by length(external_id), external_id";

    private final JdbcTemplate jdbc;
    private final PreferenceCopy preferences;
    private final RatingScale scale;

    TrainingSetLoader(JdbcTemplate jdbc, CopyReader reader, RatingScale scale) {
        this.jdbc = jdbc;
        this.preferences = new PreferenceCopy(reader);
        this.scale = scale;
    }

    /**
     * Loads everything that was acknowledged before the call. Without ratings and interactions the matrix has no rows.
     *
     * @param at the time at which decaying preferences are valued, such as the submission of a job: a later attempt on unchanged
     *     data then loads equal values
     */
    public TrainingSet load(Instant at) {
        ConnectionCallback<TrainingSet> loading = connection -> loadIn(connection, at);
        TrainingSet loaded = jdbc.execute(loading);
        if (loaded == null) {
            throw new IllegalStateException("the training set was not read");
        }
        return loaded;
    }

    private TrainingSet loadIn(Connection connection, Instant at) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.setFetchSize(FETCH_SIZE);
            return read(connection, statement, at);
        } finally {
            if (CopyReader.isOpen(connection)) {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private TrainingSet read(Connection connection, Statement statement, Instant at) throws SQLException {
        Instant cutoff = cutoff(statement);
        RowNumbers columns = new RowNumbers();
        IdIndex items = IdIndex.of(readItems(statement, columns));
        RowNumbers rows = new RowNumbers();
        RowStarts starts = new RowStarts();
        IdIndex users = IdIndex.of(readUsers(statement, ROWS.formatted(at, scale.minimum()), rows, starts));
        RatingMatrixBuilder builder = new RatingMatrixBuilder(starts.toArray());
        preferences.read(
                connection,
                at,
                scale.minimum(),
                (userRow, itemRow, value) -> builder.add(rows.of(userRow), columns.of(itemRow), value));
        RatingMatrix ratings = builder.build(items.size());
        return new TrainingSet(
                ratings, users, items, interactionsExist(statement), cutoff, TrainingDigest.of(ratings, users, items));
    }

    private static Instant cutoff(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select now()")) {
            result.next();
            return result.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static boolean interactionsExist(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select exists (select from interactions)")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private static List<String> readItems(Statement statement, RowNumbers columns) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(COLUMNS)) {
            while (result.next()) {
                columns.put(result.getInt(1), ids.size());
                ids.add(result.getString(2));
            }
        }
        return ids;
    }

    private static List<String> readUsers(Statement statement, String query, RowNumbers rows, RowStarts starts)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.put(result.getInt(1), ids.size());
                starts.add(result.getLong(3));
                ids.add(result.getString(2));
            }
        }
        return ids;
    }

    /** Maps the row ids of a table to dense numbers. Row ids grow from 1 with few gaps, so an array is the smallest map. */
    private static final class RowNumbers {

        private int[] numbers = new int[1024];

        void put(int row, int number) {
            if (row >= numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(row + 1, numbers.length + numbers.length / 2));
            }
            numbers[row] = number;
        }

        int of(int row) {
            return numbers[row];
        }
    }

    private static final class RowStarts {

        private int[] starts = new int[1024];
        private int rows;

        void add(long length) {
            if (rows + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length + starts.length / 2);
            }
            starts[rows + 1] = Math.toIntExact(starts[rows] + length);
            rows++;
        }

        int[] toArray() {
            return Arrays.copyOf(starts, rows + 1);
        }
    }
}
