package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.spark.Cluster;
import dev.palate.spark.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSourceTest {

    private static final Instant AT = Instant.parse("2025-06-01T12:00:00Z");

    private Database database;

    /** Users u0 to u29 and items i0 to i11, in the opposite order of their ids; every user has a rating of three of the items. */
    @BeforeEach
    void fill() throws IOException, SQLException {
        database = TestPostgres.start();
        TestPostgres.execute(database, """
                insert into users (external_id) select 'u' || g from generate_series(29, 0, -1) g;
                insert into items (external_id, title) select 'i' || g, 'Item ' || g from generate_series(11, 0, -1) g;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 2, '2025-05-01Z'
                    from users u join items i on (substr(u.external_id, 2)::int + substr(i.external_id, 2)::int) % 4 = 0;
                """);
    }

    @Test
    void numbersUsersAndItemsByTheLengthsOfTheirIds() throws SQLException {
        TestPostgres.execute(database, "insert into users (external_id) values ('idle')");
        try (JdbcSource source = open(3)) {
            assertThat(source.users()).hasSize(30).startsWith("u0", "u1", "u2").endsWith("u28", "u29");
            assertThat(source.items()).hasSize(12).startsWith("i0", "i1").endsWith("i9", "i10", "i11");
            TrainingData data = TrainingData.load(source, 4);
            assertThat(data.ratingCount()).isEqualTo(90);
            assertThat(data.at()).isEqualTo(AT);
            RatingMatrix first = data.rows().first().matrix(12);
            assertThat(first.row(0).indexes()).containsExactly(0, 4, 8);
            assertThat(first.row(1).indexes()).containsExactly(3, 7, 11);
            // Lists are also for users who have done nothing.
            assertThat(source.histories().users()).hasSize(31).contains("idle");
        }
    }

    /** Several readers, and a later query of the same source, do not see what is committed in the meantime. */
    @Test
    void allReadersSeeTheMomentAtWhichTheSourceWasOpened() throws SQLException {
        try (JdbcSource source = open(3)) {
            TestPostgres.execute(database, """
                    update ratings set value = 5;
                    delete from users where external_id = 'u7';
                    delete from items where external_id = 'i4';
                    insert into users (external_id) values ('later');
                    insert into ratings (user_id, item_id, value, rated_at)
                        select u.id, i.id, 5, now() from users u, items i where u.external_id = 'later';
                    update items set hidden = true;
                    """);
            TrainingData data = TrainingData.load(source, 4);
            assertThat(data.users()).hasSize(30).contains("u7").doesNotContain("later");
            assertThat(data.items()).hasSize(12).contains("i4");
            assertThat(data.ratingCount()).isEqualTo(90);
            assertThat(distinct(source.ratings(), "value")).containsExactly("[2.0]");
            Histories histories = source.histories();
            assertThat(histories.users()).hasSize(30);
            assertThat(histories.shown().cardinality()).isEqualTo(12);
            assertThat(histories.popularity()[0]).isEqualTo(8);
        }
        try (JdbcSource source = open(3)) {
            assertThat(source.users()).hasSize(30).contains("later").doesNotContain("u7");
            assertThat(source.items()).hasSize(11).doesNotContain("i4");
            assertThat(distinct(source.ratings(), "value")).containsExactly("[5.0]");
        }
    }

    /** Each transaction changes all ratings, and replaces a user by another one. */
    @Test
    void readsCompleteTransactionsWhileOthersWrite() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        try {
            Future<Integer> written = writer.submit(() -> write(begun, end));
            begun.await();
            for (int k = 0; k < 3; k++) {
                try (JdbcSource source = open(4)) {
                    TrainingData data = TrainingData.load(source, 2);
                    assertThat(data.users()).hasSize(30);
                    assertThat(data.ratingCount()).isEqualTo(90);
                    assertThat(distinct(source.ratings(), "value")).hasSize(1);
                }
            }
            end.countDown();
            assertThat(written.get()).isGreaterThan(3);
        } finally {
            end.countDown();
            writer.shutdown();
        }
    }

    private int write(CountDownLatch begun, CountDownLatch end) throws SQLException {
        int transactions = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (end.getCount() > 0) {
                statement.execute("""
                        update ratings set value = 3 - value;
                        with gone as (select max(id) as id from users),
                            come as (insert into users (external_id) values ('w%d') returning id)
                        update ratings set user_id = (select id from come) where user_id = (select id from gone);
                        delete from users u where not exists (select from ratings r where r.user_id = u.id);
                        """.formatted(transactions));
                connection.commit();
                transactions++;
                begun.countDown();
            }
        } finally {
            while (begun.getCount() > 0) {
                begun.countDown(); // also if a transaction failed: the result tells
            }
        }
        return transactions;
    }

    @Test
    void deletedUsersAndItemsHaveNoNumber() throws SQLException {
        TestPostgres.execute(
                database,
                "delete from users where external_id in ('u0', 'u29'); delete from items where external_id = 'i0'");
        try (JdbcSource source = open(2)) {
            TrainingData data = TrainingData.load(source, 2);
            assertThat(data.users()).hasSize(28).startsWith("u1").endsWith("u28");
            assertThat(data.items()).hasSize(11).startsWith("i1");
            assertThat(data.itemRatings()).hasSize(11);
            // i1 is item 0 now, of u3, u7, ..., u27.
            assertThat(data.itemRatings()[0]).isEqualTo(7);
        }
    }

    @Test
    void interactionsCountAsWhatTheyAreWorthAtTheMomentOfTheSource() throws SQLException {
        interact();
        try (JdbcSource source = open(2)) {
            int viewer = source.users().indexOf("viewer");
            int wanderer = source.users().indexOf("wanderer");
            assertThat(rows(source.ratings().filter("user >= 30").orderBy("user", "item")))
                    .containsExactly(
                            // Half of what is above the bottom of the scale, 0.5, remains after a day.
                            "[%d,0,4.5,%d]".formatted(viewer, micros("2025-05-31T12:00:00Z")),
                            "[%d,1,2.5,%d]".formatted(viewer, micros("2025-05-31T12:00:00Z")),
                            // A rating replaces interactions.
                            "[%d,2,1.0,%d]".formatted(viewer, micros("2025-05-02T00:00:00Z")),
                            "[%d,3,1.5,%d]".formatted(wanderer, micros("2025-05-30T12:00:00Z")),
                            // The dislike is later than the view.
                            "[%d,4,0.5,%d]".formatted(wanderer, micros("2025-06-01T00:00:00Z")))
                    .hasSize(5);
        }
    }

    @Test
    void historiesTellRatingsFromInteractionsAndExclusions() throws SQLException {
        interact();
        TestPostgres.execute(database, """
                update items set hidden = true where external_id = 'i5';
                update items set available_from = '2025-06-01T12:00:01Z' where external_id = 'i6';
                update items set available_until = '2025-06-01T12:00:00Z' where external_id = 'i7';
                update items set available_from = '2025-06-01T12:00:00Z' where external_id = 'i8';
                """);
        try (JdbcSource source = open(2)) {
            Histories histories = source.histories();
            int viewer = histories.users().indexOf("viewer");
            int wanderer = histories.users().indexOf("wanderer");
            assertThat(rows(histories
                            .rows()
                            .filter("user >= 30")
                            .select("user", "item", "value", "kind")
                            .orderBy("user", "item", "kind")))
                    .containsExactly(
                            "[%d,0,4.5,1]".formatted(viewer),
                            "[%d,0,0.0,3]".formatted(viewer),
                            "[%d,1,2.5,1]".formatted(viewer),
                            "[%d,2,1.0,0]".formatted(viewer),
                            "[%d,3,1.5,1]".formatted(wanderer),
                            "[%d,4,0.5,2]".formatted(wanderer));
            assertThat(histories.shown().stream().toArray()).containsExactly(0, 1, 2, 3, 4, 8, 9, 10, 11);
            // Dislikes do not make an item popular, nor does an interaction next to a rating; i4 has a view as well.
            assertThat(histories.popularity()).startsWith(9, 8, 8, 9, 9);
        }
    }

    /** Purchases exclude for a day, views decay within one, and dislikes are negative. */
    private void interact() throws SQLException {
        TestPostgres.execute(database, """
                insert into users (external_id) values ('viewer'), ('wanderer');
                insert into interaction_types (name, counts_as, half_life_seconds, negative, exclusion_seconds) values
                    ('purchase', 4.5, null, false, 86401), ('view', 4.5, 86400, false, 0), ('dislike', 0.5, null, true, 0),
                    ('noted', null, null, false, 0);
                insert into interactions (user_id, item_id, type_id, first_at, last_at)
                    select u.id, i.id, t.id, at::timestamptz, at::timestamptz
                    from (values
                        ('viewer', 'i0', 'purchase', '2025-05-31T12:00:00Z'), ('viewer', 'i0', 'view', '2025-05-31T12:00:00Z'),
                        ('viewer', 'i1', 'view', '2025-05-31T12:00:00Z'), ('viewer', 'i2', 'view', '2025-05-31T12:00:00Z'),
                        ('viewer', 'i9', 'noted', '2025-05-31T12:00:00Z'),
                        ('wanderer', 'i3', 'view', '2025-05-30T12:00:00Z'), ('wanderer', 'i4', 'view', '2025-05-30T12:00:00Z'),
                        ('wanderer', 'i4', 'dislike', '2025-06-01T00:00:00Z')) v (user_id, item_id, type, at)
                    join users u on u.external_id = v.user_id join items i on i.external_id = v.item_id
                    join interaction_types t on t.name = v.type;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1, '2025-05-02Z' from users u, items i
                    where u.external_id = 'viewer' and i.external_id = 'i2';
                """);
    }

    @Test
    void aDatabaseWithoutRatingsIsNothingToTrainOn() throws SQLException {
        TestPostgres.execute(database, "delete from users; delete from items");
        try (JdbcSource source = open(2)) {
            assertThat(source.users()).isEmpty();
            assertThat(source.histories().rows().count()).isZero();
            assertThatThrownBy(() -> TrainingData.load(source, 2)).hasMessage("there are no ratings to train on");
        }
    }

    @Test
    void saysWhatIsMissingInADatabaseThatIsNotTheServices() throws SQLException {
        TestPostgres.execute(database, "comment on constraint ratings_value_on_scale on ratings is null");
        assertThatThrownBy(() -> open(1))
                .hasMessageContaining("the database has no rating scale; start the service once");
        TestPostgres.execute(database, "drop table items cascade");
        TestPostgres.execute(
                database, "comment on constraint ratings_value_on_scale on ratings is 'a number from 0.5 to 5'");
        assertThatThrownBy(() -> open(1)).hasMessageStartingWith("the items and users cannot be read: ");
        assertThat(TestPostgres.texts(
                        database, "select count(*) from pg_stat_activity where state = 'idle in transaction'"))
                .as("sessions that hold a snapshot")
                .containsExactly("0");
    }

    @Test
    void refusesTheUrlOfAnotherDatabase() {
        Database other = new Database("jdbc:mysql://host/db", null, null);
        assertThatThrownBy(() -> new JdbcSource(Cluster.SESSION, other, AT, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the URL is not one of PostgreSQL; expected jdbc:postgresql://host/database");
    }

    private JdbcSource open(int readers) {
        return new JdbcSource(Cluster.SESSION, database, AT, readers);
    }

    private static long micros(String time) {
        return 1_000_000 * Instant.parse(time).getEpochSecond();
    }

    private static List<String> distinct(Dataset<Row> rows, String column) {
        return rows(rows.select(column).distinct());
    }

    private static List<String> rows(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
