package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PostgresFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The plans of the queries of histories are made once for each session, possibly while the tables are empty. */
class HistoryPlansIT {

    private static final int USERS = 5000;

    private static final String READ_ROWS = """
            select coalesce(sum(seq_tup_read + idx_tup_fetch), 0) from pg_stat_xact_user_tables
            where relname in ('users', 'items', 'ratings', 'interactions')""";

    @Test
    void readOnlyTheRowsOfTheUserAfterTheTablesWereFilled() throws SQLException {
        try (Connection connection = PostgresFixture.newMigratedDatabase().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum full; analyze");
            assertThat(rows(statement, "select count(*) from rating_histories('{1}')"))
                    .isZero();
            assertThat(rows(statement, "select count(*) from user_histories(now(), 0.5, '{1}')"))
                    .isZero();
            statement.execute("""
                    insert into users (external_id) select user_id::text from generate_series(1, %d) user_id;
                    insert into items (external_id, title) select id::text, 'A title' from generate_series(1, 10) id;
                    insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 3, now() from users u cross join (select id from items limit 4) i""".formatted(USERS));
            connection.setAutoCommit(false);
            for (String read : new String[] {
                "select count(*) from rating_histories('{77}')",
                "select count(*) from user_histories(now(), 0.5, '{77}')"
            }) {
                long before = rows(statement, READ_ROWS);
                assertThat(rows(statement, read)).isEqualTo(4);
                // A user, four ratings and four items, some of them by two ways.
                assertThat(rows(statement, READ_ROWS) - before).isBetween(9L, 40L);
            }
        }
    }

    private static long rows(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
