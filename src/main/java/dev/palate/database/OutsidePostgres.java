package dev.palate.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A PostgreSQL server that Palate does not manage. */
final class OutsidePostgres implements JdbcConnectionDetails {

    private static final Logger log = LoggerFactory.getLogger(OutsidePostgres.class);
    private static final int OLDEST_MAJOR_VERSION = 14;

    private final Connector connector;

    private OutsidePostgres(Connector connector) {
        this.connector = connector;
    }

    /**
     * @throws DatabaseUnavailableException if Palate cannot log in or the server is older than version 14
     */
    static OutsidePostgres check(DatabaseSettings settings) {
        Connector connector = new Connector(settings.url(), settings.user(), settings.password());
        try (Connection connection = connector.open()) {
            String version = Connector.show(connection, "server_version");
            requireSupported(connection.getMetaData().getDatabaseMajorVersion(), version, settings.url());
            // The parameters of the address can contain a password.
            log.info("Using PostgreSQL {} at {}", version, settings.url().replaceFirst("\\?.*", ""));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "No usable PostgreSQL at %s: %s".formatted(settings.url(), e.getMessage()),
                    "Check PALATE_DATABASE_URL, PALATE_DATABASE_USER and PALATE_DATABASE_PASSWORD, or unset the URL to"
                            + " use the embedded server.",
                    e);
        }
        return new OutsidePostgres(connector);
    }

    static void requireSupported(int majorVersion, String version, String url) {
        if (majorVersion < OLDEST_MAJOR_VERSION) {
            throw new DatabaseUnavailableException(
                    "The server at %s is PostgreSQL %s; Palate needs %d or newer."
                            .formatted(url, version, OLDEST_MAJOR_VERSION),
                    "Upgrade it, or unset PALATE_DATABASE_URL to use the embedded server.");
        }
    }

    @Override
    public String getJdbcUrl() {
        return connector.url();
    }

    @Override
    public String getUsername() {
        return connector.user();
    }

    @Override
    public String getPassword() {
        return connector.password();
    }
}
