package dev.palate.importing;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code psql \copy} of a file of ratings into a table with the columns, checks, keys and index of Palate's table. It does none
 * of the other work of an import: users and items exist already, the ids in the file are row numbers instead of texts that must
 * be looked up, and times need no conversion.
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
            "vacuum analyze",
            "checkpoint");

    private BareCopy() {}

    /** @param database an empty database, which is empty again afterwards */
    static double seconds(Database database, SyntheticRelease release) throws Exception {
        run(
                database,
                TABLES.stream()
                        .map(sql -> sql.formatted(sql.contains("users as") ? release.users() : release.items()))
                        .toList());
        double seconds = copy(database, release.ratingsFile());
        run(database, List.of("drop table ratings, users, items", "checkpoint"));
        return seconds;
    }

    private static double copy(Database database, Path file) throws IOException, InterruptedException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "--no-psqlrc",
                        "--set=ON_ERROR_STOP=1",
                        "--host=" + server.getHost(),
                        "--port=" + server.getPort(),
                        "--username=" + database.user(),
                        "--dbname=" + server.getPath().substring(1),
                        "--command=\\copy ratings from '" + file.toAbsolutePath() + "' with (format csv, header)")
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
