package dev.palate.spark;

import dev.palate.spark.data.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Databases with the service's schema, which its migrations make once, of one PostgreSQL server. It ends with this JVM. */
public final class TestPostgres {

    private static final String TEMPLATE = "palate_template";
    private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;

    private TestPostgres() {}

    /** A database without any users and items, which no other test sees. */
    public static synchronized Database start() throws IOException, SQLException {
        if (server == null) {
            server = EmbeddedPostgres.builder().start();
            create(TEMPLATE, "template1");
            migrate(database(TEMPLATE));
        }
        String name = "palate" + DATABASES.incrementAndGet();
        create(name, TEMPLATE);
        return database(name);
    }

    private static void create(String name, String template) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database %s template %s".formatted(name, template));
        }
    }

    private static Database database(String name) {
        return Database.of(
                server.getJdbcUrl("postgres", name),
                Map.of("PALATE_DATABASE_USER", "postgres", "PALATE_DATABASE_PASSWORD", ""));
    }

    private static void migrate(Database database) throws IOException, SQLException {
        try (var files = Files.list(Path.of("../db/migration"))) {
            List<Path> migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted(Comparator.comparingInt(TestPostgres::number))
                    .toList();
            for (Path migration : migrations) {
                execute(database, Files.readString(migration));
            }
        }
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

    /** The first column of a query's result. */
    public static List<String> texts(Database database, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
