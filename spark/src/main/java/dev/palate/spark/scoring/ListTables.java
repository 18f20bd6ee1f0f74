package dev.palate.spark.scoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A table of lists, and the tables into which drivers write lists that are to take its place. Those have names of their own, so that the
 * tasks of a driver that has died cannot add lists to those of another one. Nothing is committed here.
 *
 * @param statement of the connection that holds the lock
 */
record ListTables(Statement statement, String schema, String name) {

    static final String COLUMNS =
            "(user_id text collate \"C\" primary key, fallback boolean not null, item_ids text[] not null, scores real[] not null)";

    private static final String TYPES = "user_id text, fallback boolean, item_ids text[], scores real[]";
    private static final String STAGING = "_staging_";
    private static final int RUN_ID = 8;

    /** PostgreSQL cuts names after 63 bytes. */
    private static final int LONGEST_NAME = 40;

    /** @throws IllegalArgumentException if the name is too long, or one of a table of new lists */
    static void requireName(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of the table '%s' has %d characters; expected at most %d"
                    .formatted(name, name.length(), LONGEST_NAME));
        }
        if (name.matches(".*" + STAGING + "[0-9a-f]{" + RUN_ID + "}")) {
            throw new IllegalArgumentException(
                    "the name '%s' is one of a table that is not complete; expected another one".formatted(name));
        }
    }

    /** Whether this connection is the only one that replaces the table, until it is closed. */
    boolean lock() throws SQLException {
        return isTrue("select pg_try_advisory_lock(hashtextextended('palate:%s.%s', 0))".formatted(schema, name));
    }

    /** @throws IllegalArgumentException if the table exists and is not one of lists, whose loss would be noticed too late */
    void requireReplaceable() throws SQLException {
        if (isTrue("select to_regclass('%s') is not null".formatted(quoted(name))) && !hasLists(name)) {
            throw new IllegalArgumentException(
                    "the table %s contains something else than lists; expected none, or one with (%s)"
                            .formatted(name, TYPES));
        }
    }

    private boolean hasLists(String table) throws SQLException {
        return isTrue("""
                select c.relkind = 'r' and (
                    select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) = '%s'
                    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)
                from pg_class c where c.oid = to_regclass('%s')
                """.formatted(TYPES, quoted(table)));
    }

    /** Drops the tables that drivers have left; they are dead, because this connection has the lock. */
    void dropLeftOver() throws SQLException {
        List<String> left = new ArrayList<>();
        try (ResultSet tables = statement.executeQuery("""
                select relname from pg_class
                where relnamespace = to_regnamespace('"%s"') and relname ~ '^%s%s[0-9a-f]{%d}$'
                """.formatted(schema, name, STAGING, RUN_ID))) {
            while (tables.next()) {
                left.add(tables.getString(1));
            }
        }
        for (String table : left) {
            if (hasLists(table)) {
                drop(table);
            }
        }
    }

    /** Creates an empty table and returns its name. */
    String create() throws SQLException {
        String staging = name + STAGING + UUID.randomUUID().toString().substring(0, RUN_ID);
        statement.execute("create table " + quoted(staging) + COLUMNS);
        return staging;
    }

    /**
     * Makes {@code staging} the table.
     *
     * @throws IllegalStateException if it does not have {@code users} lists
     */
    void replace(String staging, int users) throws SQLException {
        if (!isTrue("select count(*) = %d from %s".formatted(users, quoted(staging)))) {
            throw new IllegalStateException("not all %d lists were written".formatted(users));
        }
        requireReplaceable();
        drop(name);
        statement.execute("alter table %s rename to \"%s\"".formatted(quoted(staging), name));
        statement.execute("analyze " + quoted(name));
    }

    void drop(String table) throws SQLException {
        statement.execute("drop table if exists " + quoted(table));
    }

    String quoted(String table) {
        return "\"%s\".\"%s\"".formatted(schema, table);
    }

    private boolean isTrue(String query) throws SQLException {
        return "t".equals(text(statement, query));
    }

    static String text(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }
}
