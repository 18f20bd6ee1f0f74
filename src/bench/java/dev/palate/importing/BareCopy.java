package dev.palate.importing;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code psql \copy} of a file of ratings or interactions into a table with the columns, checks, primary key and index of Palate's table,
 * and with foreign keys.
 * It does none of the other work of an import: users and items exist already, the ids in the file are row numbers instead of texts
 * that must be looked up, and nothing is converted.
 */
final class BareCopy {

    private static final List<String> TABLES = List.of(
            "create table users as select id from generate_series(1, %d) id",
            "alter table users add primary key (id)",
            "create table items as select id from generate_series(1, %d) id",
            "alter table items add primary key (id)",
            """
            create table ratings (
                user_id integer not null references users on delete cascade,
                item_id integer not null references items on delete cascade,
                value real not null check (value between 0.5 and 5),
                rated_at bigint not null,
                primary key (user_id, item_id))""",
            "create index on ratings (item_id)",
            """
            create table types as select id::smallint from generate_series(1, 3) id""",
            "alter table types add primary key (id)",
            """
            create table interactions (
                user_id integer not null references users on delete cascade,
                item_id integer not null references items on delete cascade,
                first_at timestamptz not null,
                last_at timestamptz not null,
                count integer not null default 1 check (count > 0),
                value real,
                type_id smallint not null references types,
                import_number integer,
                first_before timestamptz,
                last_before timestamptz,
                count_before integer not null default 0 check (count_before >= 0),
                primary key (user_id, item_id, type_id),
                check (first_at <= last_at),
                check (value > '-infinity' and value < 'infinity'))""",
            "create index on interactions (item_id)",
            "vacuum analyze",
            "checkpoint");

    private BareCopy() {}

    /** @param database an empty database, which is empty again afterwards */
    static double seconds(Database database, SyntheticRelease release) throws Exception {
        String command =
                "\\copy ratings from '" + release.ratingsFile().toAbsolutePath() + "' with (format csv, header)";
        return seconds(database, release, command);
    }

    /** @param database an empty database, which is empty again afterwards */
    static double interactionSeconds(Database database, SyntheticEvents events) throws Exception {
        String columns = "user_id, item_id, first_at, last_at, count, value, type_id";
        String command = "\\copy interactions (" + columns + ") from '"
                + events.storedFile().toAbsolutePath() + "' with (format csv)";
        return seconds(database, events.release(), command);
    }

    private static double seconds(Database database, SyntheticRelease release, String command) throws Exception {
        run(
                database,
                TABLES.stream()
                        .map(sql -> sql.formatted(sql.contains("users as") ? release.users() : release.items()))
                        .toList());
        double seconds = copy(database, command);
        run(database, List.of("drop table interactions, ratings, users, items, types", "checkpoint"));
        return seconds;
    }

    private static double copy(Database database, String command) throws IOException, InterruptedException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "--no-psqlrc",
                        "--set=ON_ERROR_STOP=1",
                        "--host=" + server.getHost(),
                        "--port=" + server.getPort(),
                        "--username=" + database.user(),
                        "--dbname=" + server.getPath().substring(1),
                        "--command=" + command)
                .inheritIO();
        psql.environment().put("PGPASSWORD", database.password());
        long begin = System.nanoTime();
        Process process = psql.start();
        if (!process.waitFor(1, TimeUnit.HOURS) || process.exitValue() != 0) {
            throw new IOException("psql did not copy the file");
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void run(Database database, List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
