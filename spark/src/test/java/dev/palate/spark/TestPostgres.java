package dev.palate.spark;

import dev.palate.spark.data.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A PostgreSQL server with the service's schema, which its migrations make. It ends with this JVM. */
public final class TestPostgres {

    private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*");

    private TestPostgres() {}

    public static Database start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Database database = Database.of(
                server.getJdbcUrl("postgres", "postgres"),
                Map.of("PALATE_DATABASE_USER", "postgres", "PALATE_DATABASE_PASSWORD", ""));
        try (var files = Files.list(Path.of("../db/migration"))) {
            List<Path> migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted(Comparator.comparingInt(TestPostgres::number))
                    .toList();
            for (Path migration : migrations) {
                execute(database, Files.readString(migration));
            }
        }
        return database;
    }

    private static int number(Path migration) {
        return Integer.parseInt(
                NUMBER.matcher(migration.getFileName().toString()).replaceFirst("$1"));
    }

    public static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }
}
