package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.spark.Cluster;
import dev.palate.spark.TestPostgres;
import dev.palate.spark.data.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to the tables of a database that belong to others, and to those of drivers that have died. */
class ListTableTest {

    private static final String COLUMNS =
            "(user_id text collate \"C\" primary key, fallback boolean not null, item_ids text[] not null, scores real[] not null)";

    private static Database database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = TestPostgres.start();
    }

    @Test
    void replacesNoTableThatDoesNotHaveTheColumnsOfLists() throws SQLException {
        assertThatThrownBy(() -> write("checkpoint_chunks", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the table checkpoint_chunks contains something else than lists");
        assertThat(tables("checkpoint_chunks%")).containsExactly("checkpoint_chunks");
        TestPostgres.execute(database, "create view lists_of_view as select 'u' as user_id");
        assertThatThrownBy(() -> write("lists_of_view", 3)).hasMessageContaining("something else than lists");
        TestPostgres.execute(
                database,
                "create table wider"
                        + COLUMNS.replace("scores real[] not null)", "scores real[] not null, note text)"));
        assertThatThrownBy(() -> write("public.wider", 3)).hasMessageContaining("something else than lists");
        assertThat(tables("%wider%")).containsExactly("wider");
    }

    @Test
    void replacesATableOfEarlierLists() throws SQLException {
        write("public.repeated", 5);
        write("repeated", 3);
        assertThat(texts("select user_id from repeated order by 1")).containsExactly("u0", "u1", "u2");
        assertThat(tables("repeated%")).containsExactly("repeated");
    }

    /** PostgreSQL cuts names after 63 bytes, so that the table of new lists would be the table itself. */
    @Test
    void refusesANameThatLeavesNoRoomForThatOfTheNewTable() throws SQLException {
        String name = "l".repeat(63);
        TestPostgres.execute(database, "create table " + name + COLUMNS);
        assertThatThrownBy(() -> new ListTable(database, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 40");
        assertThatThrownBy(() -> new ListTable(database, "lists_staging_0123abcd"))
                .hasMessageContaining("is one of a table that is not complete");
    }

    @Test
    void dropsTheTablesThatDeadDriversHaveLeftAndNoOthers() throws SQLException {
        TestPostgres.execute(database, "create table left_staging_0123abcd" + COLUMNS);
        TestPostgres.execute(database, "insert into left_staging_0123abcd values ('u0', true, '{late}', '{9}')");
        TestPostgres.execute(database, "create table left_staging_00000000 (kept integer)");
        TestPostgres.execute(database, "create table left_staging" + COLUMNS);
        TestPostgres.execute(database, "create table leftxstaging_0123abcd" + COLUMNS);
        write("left", 2);
        assertThat(tables("left%"))
                .containsExactly("left", "left_staging", "left_staging_00000000", "leftxstaging_0123abcd");
        assertThat(texts("select item_ids[1] from \"left\" order by user_id")).containsExactly("i0", "i1");
    }

    @Test
    void leavesTheOldListsAndNothingElseIfListsAreMissing() throws SQLException {
        write("kept", 2);
        ListTable table = new ListTable(database, "kept");
        assertThatThrownBy(() -> table.write(Cluster.SPARK.parallelize(lists(3), 2), 4))
                .hasMessage("not all 4 lists were written");
        assertThat(tables("kept%")).containsExactly("kept");
        assertThat(texts("select user_id from kept order by 1")).containsExactly("u0", "u1");
    }

    private static void write(String name, int users) {
        new ListTable(database, name).write(Cluster.SPARK.parallelize(lists(users), 2), users);
    }

    private static List<UserList> lists(int users) {
        List<UserList> lists = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            lists.add(new UserList("u" + user, false, new String[] {"i" + user}, new float[] {1}));
        }
        return lists;
    }

    private static List<String> tables(String pattern) throws SQLException {
        return texts(
                "select relname from pg_class where relkind = 'r' and relname like '%s' order by relname collate \"C\""
                        .formatted(pattern));
    }

    private static List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
