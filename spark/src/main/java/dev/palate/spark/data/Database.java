package dev.palate.spark.data;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The service's PostgreSQL. Its text is the URL, without user and password.
 *
 * @param url {@code jdbc:postgresql://host/database}
 */
public record Database(
        String url, @Nullable String user, @Nullable String password) implements Serializable {

    /** @param environment with {@code PALATE_DATABASE_USER} and {@code PALATE_DATABASE_PASSWORD}, which are in no argument that others see */
    public static Database of(String url, Map<String, String> environment) {
        return new Database(url, environment.get("PALATE_DATABASE_USER"), environment.get("PALATE_DATABASE_PASSWORD"));
    }

    Properties properties() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    /** A connection whose transactions the caller ends. */
    public Connection connect() throws SQLException {
        // Not by DriverManager, which knows no driver of a jar that Spark adds.
        Connection connection = new Driver().connect(url, properties());
        if (connection == null) {
            throw new SQLException("the URL is not one of PostgreSQL; expected jdbc:postgresql://host/database");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    public static IllegalStateException failed(String sentence, SQLException cause) {
        return new IllegalStateException(sentence + ": " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return url;
    }
}
