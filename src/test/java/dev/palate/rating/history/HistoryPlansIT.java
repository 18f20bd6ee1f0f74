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

    private static final String READ = "select count(*) from history_entries(now(), 0.5, '{%s}')";

    private static final String READ_ROWS = """
            select coalesce(sum(seq_tup_read + idx_tup_fetch), 0) from pg_stat_xact_user_tables
            where relname in ('users', 'items', 'ratings', 'interactions')""";

    @Test
    void readOnlyTheRowsOfTheUserAfterTheTablesWereFilled() throws SQLException {
        try (Connection connection = PostgresFixture.newMigratedDatabase().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum full; analyze");
            statement.execute("insert into users (external_id) values ('a'), ('b')");
            statement.execute("""
                    insert into items (external_id, title) values ('a', 'A title');
                    insert into interaction_types (name, counts_as) values ('view', 3);
                    insert into interactions (user_id, item_id, type_id, first_at, last_at)
                        select u.id, i.id, t.id, now(), now() from users u, items i, interaction_types t
                        where u.external_id = 'a' and t.name = 'view'""");
            assertThat(rows(statement, READ.formatted("a"))).isEqualTo(1);
            assertThat(rows(statement, READ.formatted("b"))).isEqualTo(1);
            statement.execute("""
                    insert into users (external_id) select user_id::text from generate_series(1, %d) user_id;
                    insert into items (external_id, title) select id::text, 'A title' from generate_series(1, 10) id;
                    insert into ratings (user_id, item_id, value, rated_at)
                        select u.id, i.id, 3, now() from users u cross join (select id from items limit 4) i;
                    insert into interactions (user_id, item_id, type_id, first_at, last_at)
                        select r.user_id, r.item_id + 4, t.id, now(), now() from ratings r, users u, interaction_types t
                        where u.id = r.user_id and u.external_id like '%%1' and t.name = 'view'""".formatted(USERS));
            connection.setAutoCommit(false);
            long before = rows(statement, READ_ROWS);
            assertThat(rows(statement, READ.formatted("77"))).isEqualTo(4);
            // A user, four ratings and four items, some of them by two ways.
            assertThat(rows(statement, READ_ROWS) - before).isBetween(9L, 40L);
            before = rows(statement, READ_ROWS);
            assertThat(rows(statement, READ.formatted("71"))).isEqualTo(8);
            assertThat(rows(statement, READ_ROWS) - before).isBetween(17L, 80L);
        }
    }

    private static long rows(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
