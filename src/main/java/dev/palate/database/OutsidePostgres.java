package dev.palate.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a PostgreSQL server that Palate does not manage. */
final class OutsidePostgres {

    private static final Logger log = LoggerFactory.getLogger(OutsidePostgres.class);
    private static final int OLDEST_MAJOR_VERSION = 14;

    private OutsidePostgres() {}

    /**
     * @throws DatabaseUnavailableException if Palate cannot log in or the server is older than version 14
     */
    static Connector check(DatabaseSettings settings) {
        Connector connector = new Connector(settings.url(), settings.user(), settings.password());
        try (Connection connection = connector.open()) {
            String version = Connector.show(connection, "server_version");
            requireSupported(connection.getMetaData().getDatabaseMajorVersion(), version, settings.url());
            log.info("Using PostgreSQL {} at {}", version, connector);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "No usable PostgreSQL at %s: %s".formatted(settings.url(), e.getMessage()),
                    "Check PALATE_DATABASE_URL, PALATE_DATABASE_USER and PALATE_DATABASE_PASSWORD, or unset the URL to"
                            + " use the embedded server.",
                    e);
        }
        return connector;
    }

    static void requireSupported(int majorVersion, String version, String url) {
        if (majorVersion < OLDEST_MAJOR_VERSION) {
            throw new DatabaseUnavailableException(
                    "The server at %s is PostgreSQL %s; Palate needs %d or newer."
                            .formatted(url, version, OLDEST_MAJOR_VERSION),
                    "Upgrade it, or unset PALATE_DATABASE_URL to use the embedded server.");
        }
    }
}
