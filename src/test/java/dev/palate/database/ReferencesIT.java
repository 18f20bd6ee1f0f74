package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Triggers do for ratings and interactions what foreign keys would do, in every order of concurrent transactions. */
@PalateIT
class ReferencesIT {

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String RATE = "insert into ratings select %s, %s, 4, now()";
    private static final String VIEW =
            "insert into interactions (user_id, item_id, type_id, first_at, last_at) select %s, %s, %s, now(), now()";
    private static final String USER = "(select id from users where external_id = 'ann')";
    private static final String ITEM = "(select id from items where external_id = 'i1')";
    private static final String TYPE = "(select id from interaction_types where name = 'opened')";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @BeforeEach
    void storeOneOfEach() {
        execute("delete from users");
        execute("delete from items");
        execute("delete from interaction_types where name = 'opened'");
        execute("insert into users (external_id) values ('ann'), ('bob')");
        execute("insert into items (external_id, title) values ('i1', 'one'), ('i2', 'two')");
        execute("insert into interaction_types (name) values ('opened')");
    }

    @Test
    void aRowRefersToRowsThatExist() {
        assertRefused(() -> execute(RATE.formatted(0, ITEM)), "a row of ratings refers to a user that does not exist");
        assertRefused(() -> execute(RATE.formatted(USER, 0)), "a row of ratings refers to an item that does not exist");
        assertRefused(
                () -> execute(VIEW.formatted(0, ITEM, TYPE)), "a row of interactions refers to a user that does not");
        assertRefused(
                () -> execute(VIEW.formatted(USER, 0, TYPE)), "a row of interactions refers to an item that does not");
        assertRefused(() -> execute(VIEW.formatted(USER, ITEM, 0)), "refers to a type that does not exist");
    }

    @Test
    void oneRowOfManyIsRefused() {
        assertRefused(
                () -> execute("insert into ratings select u.id, i.id, 4, now() from users u, items i union all "
                        + "select id, 0, 4, now() from users"),
                "an item that does not exist");
        assertThat(count("ratings")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users where external_id = 'ann'", "items where external_id = 'i1'"})
    void aDeletedUserOrItemTakesItsRowsWithIt(String deleted) {
        execute("insert into ratings select u.id, i.id, 4, now() from users u, items i");
        execute("insert into interactions (user_id, item_id, type_id, first_at, last_at) "
                + "select u.id, i.id, t.id, now(), now() from users u, items i, interaction_types t "
                + "where t.name = 'opened'");

        execute("delete from " + deleted);

        assertThat(count("ratings r join users u on u.id = r.user_id join items i on i.id = r.item_id"))
                .isEqualTo(count("ratings"))
                .isEqualTo(2);
        assertThat(count("interactions n join users u on u.id = n.user_id join items i on i.id = n.item_id"))
                .isEqualTo(count("interactions"))
                .isEqualTo(2);
    }

    @Test
    void aTypeInUseIsNotDeleted() {
        execute(VIEW.formatted(USER, ITEM, TYPE));
        assertRefused(
                () -> execute("delete from interaction_types where name = 'opened'"),
                "interactions refer to a type that is to be deleted");
        execute("delete from interactions");
        execute("delete from interaction_types where name = 'opened'");
    }

    @Test
    void aChangedRowRefersToRowsThatExist() {
        execute(RATE.formatted(USER, ITEM));
        execute(VIEW.formatted(USER, ITEM, TYPE));
        execute("update ratings set user_id = user_id, item_id = item_id, value = 2");
        String bob = "(select id from users where external_id = 'bob')";
        execute("update ratings set user_id = " + bob);
        execute("update interactions set user_id = " + bob);
        assertRefused(() -> execute("update ratings set user_id = 0"), "a row of ratings refers to a user that does");
        assertRefused(() -> execute("update ratings set item_id = 0"), "a row of ratings refers to an item that does");
        assertRefused(() -> execute("update interactions set item_id = 0"), "refers to an item that does not exist");
        assertRefused(() -> execute("update interactions set type_id = 0"), "refers to a type that does not exist");
        execute("delete from users where external_id = 'bob'");
        assertThat(count("ratings")).isZero();
        assertThat(count("interactions")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "items", "interaction_types"})
    void whatRowsReferToKeepsItsIdAndIsNotTruncated(String table) throws SQLException {
        execute(VIEW.formatted(USER, ITEM, TYPE));
        assertRefused(() -> execute("update " + table + " set id = default"), "the id of a row of " + table);
        assertRefused(() -> execute("truncate " + table + " cascade"), "ratings or interactions refer to " + table);

        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate ratings, interactions, " + table + " cascade");
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"users where external_id = 'ann'", "items where external_id = 'i1'"})
    void aDeletionWaitsForARowThatIsBeingWritten(String deleted) throws Exception {
        try (Connection writer = begin();
                Statement statement = writer.createStatement()) {
            statement.execute(RATE.formatted(USER, ITEM));
            statement.execute(VIEW.formatted(USER, ITEM, TYPE));

            CompletableFuture<Void> deletion = CompletableFuture.runAsync(() -> execute("delete from " + deleted));
            awaitWaitingTransaction();
            end(writer);

            deletion.join();
        }
        assertThat(count("ratings")).isZero();
        assertThat(count("interactions")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users where external_id = 'ann' | user",
                "items where external_id = 'i1' | item",
                "interaction_types where name = 'opened' | type"
            })
    void aRowIsRefusedWhenADeletionWasFirst(String deleted, String what) throws Exception {
        String view = VIEW.formatted(id("users"), id("items"), id("interaction_types where name = 'opened'"));
        try (Connection deletion = begin();
                Statement statement = deletion.createStatement()) {
            statement.execute("delete from " + deleted);

            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> execute(view));
            awaitWaitingTransaction();
            end(deletion);

            assertThatThrownBy(writing::join)
                    .isInstanceOf(CompletionException.class)
                    .hasStackTraceContaining(what + " that does not exist");
        }
        assertThat(count("interactions")).isZero();
    }

    /** Its snapshot hides what has been committed since, which would remain. */
    @Test
    void aTransactionWithAnotherIsolationLevelDeletesNothing() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
            assertThatThrownBy(() -> statement.execute("delete from users"))
                    .hasMessageContaining("deleted with the isolation level read committed");
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void aTemporaryTableDoesNotReplaceTheUsers() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table users as select 0 as id");
            assertThatThrownBy(() -> statement.execute("insert into ratings select 0, min(id), 4, now() from items"))
                    .hasMessageContaining("refers to a user that does not exist");
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Foreign keys need none, and nobody else may delete in the name of the owner. */
    @Test
    void aWriterNeedsNoPrivilegesForReferences() throws SQLException {
        execute("insert into ratings select u.id, i.id, 4, now() from users u, items i where u.external_id = 'ann'");
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("create role writer");
            statement.execute("grant insert on ratings, item_event_changes to writer");
            statement.execute("grant delete on users to writer");
            statement.execute("create temporary table own as select id from users");
            statement.execute("alter table own owner to writer");
            String rate = RATE.formatted(id("users where external_id = 'bob'"), id("items"));
            statement.execute("set role writer");
            statement.execute(rate);
            statement.execute("delete from users");
            assertThatThrownBy(() -> statement.execute("create trigger own_cascade after delete on own"
                            + " referencing old table as removed for each statement"
                            + " execute function delete_referring_rows('user_id')"))
                    .hasMessageContaining("permission denied for function");
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** PostgreSQL treats it as read committed. */
    @Test
    void aTransactionThatReadsUncommittedDeletes() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level read uncommitted");
            statement.execute("delete from users");
            end(connection);
        }
        assertThat(count("users")).isZero();
    }

    /** A writer that had locked others first would wait for the deletion, which waits for it. */
    @Test
    void aWriterLocksUsersInTheOrderOfTheirRows() throws Exception {
        addMany();
        String rateAll = "insert into ratings select id, %d, 4, now() from users".formatted(id("items"));
        try (Connection deletion = begin();
                Statement statement = deletion.createStatement()) {
            statement.execute("delete from users where external_id = 'ann'");
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> execute(rateAll));
            awaitWaitingTransaction();

            statement.execute("delete from users");
            end(deletion);

            assertThatThrownBy(writing::join).hasStackTraceContaining("refers to a user that does not exist");
        }
    }

    /** A session keeps the plans of its triggers. Made for ratings of one page, they would scan all ratings for each deletion. */
    @ParameterizedTest
    @ValueSource(strings = {"users", "items"})
    void aDeletionReadsOnlyItsRowsAfterTheDeletionOfManyFromSmallTables(String table) throws SQLException {
        execute(RATE.formatted(USER, ITEM));
        addMany();
        execute("analyze users, items, ratings, interactions");
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from %s where external_id like 'many%%'".formatted(table));
            connection.commit();
            addMany();
            execute("insert into ratings select u.id, i.id, 4, now() from users u, (select id from items limit 10) i"
                    + " where u.external_id like 'many%'");

            long before = rowsRead(statement);
            statement.execute("delete from %s where external_id in ('ann', 'i1')".formatted(table));
            assertThat(rowsRead(statement) - before).isLessThan(30_000);
            end(connection);
        }
    }

    /** It includes earlier transactions of the session that PostgreSQL has not reported yet. */
    private static long rowsRead(Statement statement) throws SQLException {
        try (ResultSet read = statement.executeQuery("select sum(seq_tup_read + idx_tup_fetch)"
                + " from pg_stat_xact_user_tables where relname in ('ratings', 'interactions')")) {
            read.next();
            return read.getLong(1);
        }
    }

    private void addMany() {
        execute(
                "insert into users (external_id) select 'many' || n from generate_series(1, 5000) n on conflict do nothing");
        execute(
                "insert into items (external_id, title) select 'many' || n, 'one of many' from generate_series(1, 5000) n"
                        + " on conflict do nothing");
    }

    private long id(String rows) {
        return jdbc.sql("select min(id) from " + rows).query(Long.class).single();
    }

    private Connection begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void end(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void execute(String sql) {
        jdbc.sql(sql).update();
    }

    private long count(String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
    }

    private static void assertRefused(ThrowingCallable statement, String message) {
        assertThatThrownBy(statement)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(FOREIGN_KEY_VIOLATION))
                .hasMessageContaining(message);
    }

    private void awaitWaitingTransaction() {
        await().until(() -> count("pg_stat_activity where wait_event in ('transactionid', 'tuple')") > 0);
    }
}
