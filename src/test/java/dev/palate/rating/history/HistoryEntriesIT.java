package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PostgresFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The functions that histories are read with give what preferences() and exclusions() give, for random ratings and interactions. */
class HistoryEntriesIT {

    private static final String AT = "timestamptz '2026-07-01', 0.5";

    private static final String ENTRIES = """
            (select *, row_number() over (order by ordinality) as place from history_entries(%s,
                (select array_agg(external_id) from users)) with ordinality where item_id is not null)""".formatted(AT);

    private static final String FIRST =
            "(select distinct on (user_id, item_id) * from " + ENTRIES + " e order by user_id, item_id, place)";

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        connection = PostgresFixture.newMigratedDatabase().connect();
        execute("""
                select setseed(0.5);
                delete from interaction_types;
                insert into users (external_id) select 'u' || id from generate_series(1, 60) id;
                insert into items (external_id, title) select 'i' || id, 'A title' from generate_series(1, 8) id;
                insert into interaction_types (name, negative, counts_as, half_life_seconds, exclusion_seconds) values
                    ('view', false, 3, null, 0), ('like', false, 4.5, null, 'infinity'), ('purchase', false, 5, 5 * 86400, 3 * 86400),
                    ('love', false, 4.5, null, 8 * 86400), ('dislike', true, 1, null, 'infinity'), ('hate', true, 0.5, null, 0),
                    ('hide', true, null, null, 4 * 86400), ('note', false, null, null, 0);
                insert into interactions (user_id, item_id, type_id, first_at, last_at)
                    select u, i, t, at, at from (
                        select u.id as u, i.id as i, t.id as t,
                            timestamptz '2026-07-01' - make_interval(days => (random() * 10)::integer) as at
                        from users u, items i, interaction_types t) e
                    where u % 4 > 0 and random() < 0.25;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 2, now() from users u, items i where u.id % 4 < 2 and random() < 0.4""");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void thePreferenceOfAnItemIsInItsFirstEntry() throws SQLException {
        String entries = """
                select user_id, item_id, value, preferred_at, type, half_life_seconds is not null
                from %s f where value is not null""".formatted(FIRST);
        String preferences = """
                select p.user_id, i.external_id, p.value, p.preferred_at, t.name, p.decays
                from preferences(%s) p join items i on i.id = p.item_id left join interaction_types t on t.id = p.type_id""".formatted(AT);
        assertSame(entries, preferences);
    }

    @Test
    void theLatestExclusionOfTheEntriesOfAnItemCounts() throws SQLException {
        String entries = "select user_id, item_id, max(excluded_until) from " + ENTRIES
                + " e group by user_id, item_id having max(excluded_until) is not null";
        String exclusions = """
                select e.user_id, i.external_id, e.excluded_until
                from exclusions(timestamptz '2026-07-01') e join items i on i.id = e.item_id""";
        assertSame(entries, exclusions);
    }

    @Test
    void processesOfTheEarlierVersionReadTheSame() throws SQLException {
        String earlier = """
                from histories(%s, (select array_agg(external_id) from users)) where item_id is not null""".formatted(AT);
        assertSame(
                "select user_id, item_id, value, preferred_at, type, negative from " + FIRST
                        + " f where value is not null and type is not null",
                "select user_id, item_id, value, preferred_at, type, negative " + earlier
                        + " and value is not null and type is not null");
        assertSame(
                "select user_id, item_id, max(excluded_until) from " + ENTRIES
                        + " e where excluded_until is not null group by 1, 2",
                "select user_id, item_id, excluded_until " + earlier + " and excluded_until is not null");
    }

    @Test
    void theEntriesOfAUserAndOfAnItemAreAdjacent() throws SQLException {
        String changes = """
                select count(*) from (
                    select user_id, item_id, lag(user_id) over (order by place) as user_before, lag(item_id) over (order by place) as item_before
                    from %s e) e
                where (user_id, item_id) is distinct from (user_before, item_before)""".formatted(ENTRIES);
        assertThat(number(changes)).isEqualTo(number("select count(*) from " + FIRST + " f"));
    }

    /** Each negative interaction is compared with the positive ones of its item. */
    @Test
    void theTypesAreNotReadForEachNegativeInteraction() throws SQLException {
        List<String> plan = lines("explain (analyze, timing off) select * from preferences(%s)".formatted(AT));

        assertThat(plan)
                .filteredOn(line -> line.contains("interactions p"))
                .isNotEmpty()
                .noneMatch(line -> line.endsWith(" loops=1)"));
        assertThat(plan)
                .filteredOn(line -> line.contains(" on interaction_types s"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" loops=1)"));
    }

    private static List<String> lines(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                lines.add(result.getString(1));
            }
        }
        return lines;
    }

    private static void assertSame(String query, String other) throws SQLException {
        assertThat(number("select count(*) from (%s) q".formatted(query))).isGreaterThan(20);
        assertThat(number("select count(*) from (%s except %s) q".formatted(query, other)))
                .isZero();
        assertThat(number("select count(*) from (%s except %s) q".formatted(other, query)))
                .isZero();
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
