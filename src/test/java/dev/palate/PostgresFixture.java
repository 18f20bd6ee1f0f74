package dev.palate;

import dev.palate.database.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The one PostgreSQL of all tests: a server per test JVM, a database per application context. See
 * {@link PalateIT}; a test that starts the service itself takes a {@link Database} from here.
 */
public final class PostgresFixture implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PREFIX = "it_";
    private static final AtomicInteger count = new AtomicInteger();

    /** A database of its own: no other test uses it, and the next test JVM deletes it. */
    public record Database(String url, String user, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        /** As {@code name=value}, to start the service on it. */
        public String[] properties() {
            return new String[] {
                "palate.database.url=" + url, "palate.database.user=" + user, "palate.database.password=" + password
            };
        }
    }

    /** An empty database. Starts the server at the first call. */
    public static Database newDatabase() {
        return create(PREFIX + count.incrementAndGet(), "template1");
    }

    /** A copy of a migrated database: faster than the migration of an empty one, and the service finds nothing to migrate. */
    public static Database newMigratedDatabase() {
        return create(PREFIX + count.incrementAndGet(), Template.NAME);
    }

    private static Database create(String name, String template) {
        TestServer server = Holder.SERVER;
        execute(server, "create database " + name + " template " + template);
        String url = server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        return new Database(url, server.user(), server.password());
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(newMigratedDatabase().properties()).applyTo(context);
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class Holder {

        static final TestServer SERVER = TestServer.start();
    }

    private static final class Template {

        static final String NAME = migrate("migrated");

        private static String migrate(String name) {
            Database database = create(name, "template1");
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .load()
                    .migrate();
            return name;
        }
    }
}
