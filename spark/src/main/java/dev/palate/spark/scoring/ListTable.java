package dev.palate.spark.scoring;

import dev.palate.spark.data.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.spark.api.java.JavaRDD;

/**
 * A table with the list of each user. The lists are written into another table, which takes its place in one transaction when all of them
 * are there.
 *
 * @param name with its schema if it has one
 */
public record ListTable(Database database, String name) {

    /** @throws IllegalArgumentException if the name is not one of a table, or leaves no room for that of the table of new lists */
    public ListTable {
        if (!name.matches("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the table '%s' has no valid name; expected lower-case letters, digits and underscores"
                            .formatted(name));
        }
        ListTables.requireName(table(name));
    }

    private static String table(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /**
     * Replaces the table, or creates it.
     *
     * @param users the number of lists
     * @throws IllegalArgumentException if there is a table with other columns than those of lists
     * @throws IllegalStateException if another job writes it, or lists are missing
     */
    void write(JavaRDD<UserList> lists, int users) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            ListTables tables = new ListTables(statement, schema(statement), table(name));
            if (!tables.lock()) {
                throw new IllegalStateException("another job writes the table " + name);
            }
            tables.requireReplaceable();
            tables.dropLeftOver();
            String staging = tables.create();
            connection.commit();
            try {
                lists.foreachPartition(new ListCopy(database, tables.quoted(staging))::write);
                tables.replace(staging, users);
                connection.commit();
            } catch (RuntimeException | SQLException e) {
                drop(connection, tables, staging, e);
                throw e;
            }
        } catch (SQLException e) {
            throw Database.failed("the lists cannot be written into the table " + name, e);
        }
    }

    /** The schema that a name without one means. */
    private String schema(Statement statement) throws SQLException {
        int dot = name.indexOf('.');
        return dot >= 0 ? name.substring(0, dot) : ListTables.text(statement, "select current_schema()");
    }

    /** What cannot be dropped now is dropped when the table is written the next time. */
    private static void drop(Connection connection, ListTables tables, String staging, Exception reason) {
        try {
            connection.rollback();
            tables.drop(staging);
            connection.commit();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
