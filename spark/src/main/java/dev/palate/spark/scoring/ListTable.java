package dev.palate.spark.scoring;

import dev.palate.spark.data.Database;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A table with the list of each user. The lists are written into another table, which takes its place in one transaction when all of them
 * are there.
 *
 * @param name with its schema if it has one
 */
public record ListTable(Database database, String name) implements Serializable {

    private static final String COLUMNS =
            "(user_id text collate \"C\" primary key, fallback boolean not null, item_ids text[] not null, scores real[] not null)";

    /** @throws IllegalArgumentException if the name is not one of a table */
    public ListTable {
        if (!name.matches("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the table '%s' has no valid name; expected lower-case letters, digits and underscores"
                            .formatted(name));
        }
    }

    /**
     * Replaces the table.
     *
     * @param users the number of lists
     * @throws IllegalStateException if another job writes it, or lists are missing
     */
    void write(JavaRDD<UserList> lists, int users) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select pg_try_advisory_lock(hashtextextended('palate:%s', 0))".formatted(name))) {
                throw new IllegalStateException("another job writes the table " + name);
            }
            statement.execute("drop table if exists " + staging());
            statement.execute("create table " + staging() + COLUMNS);
            connection.commit();
            ListTable table = this;
            lists.foreachPartition(table::copy);
            if (!isTrue(statement, "select count(*) = %d from %s".formatted(users, staging()))) {
                throw new IllegalStateException("not all %d lists were written".formatted(users));
            }
            statement.execute("drop table if exists " + name);
            statement.execute("alter table %s rename to %s".formatted(staging(), name.replaceFirst(".*\\.", "")));
            statement.execute("analyze " + name);
            connection.commit();
        } catch (SQLException e) {
            throw Database.failed("the lists cannot be written into the table " + name, e);
        }
    }

    private String staging() {
        return name + "_staging";
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Writes the lists of a partition in one transaction. A task that is repeated finds its lists and leaves them as they are. */
    private void copy(Iterator<UserList> lists) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table written" + COLUMNS.replace(" primary key", "") + " on commit drop");
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy written from stdin");
            try {
                while (lists.hasNext()) {
                    byte[] line = line(lists.next()).getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(line, 0, line.length);
                }
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            statement.execute("insert into %s select * from written on conflict do nothing".formatted(staging()));
            connection.commit();
        }
    }

    private static String line(UserList list) {
        StringBuilder line = new StringBuilder(escaped(list.userId()))
                .append('\t')
                .append(list.fallback() ? 't' : 'f')
                .append("\t{");
        for (String item : list.items()) {
            String quoted = item.replace("\\", "\\\\").replace("\"", "\\\"");
            line.append('"').append(escaped(quoted)).append("\",");
        }
        closeArray(line);
        line.append("\t{");
        for (float score : list.scores()) {
            line.append(score).append(',');
        }
        closeArray(line);
        return line.append('\n').toString();
    }

    private static void closeArray(StringBuilder line) {
        if (line.charAt(line.length() - 1) == ',') {
            line.setLength(line.length() - 1);
        }
        line.append('}');
    }

    /** In the text format of {@code COPY}. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
