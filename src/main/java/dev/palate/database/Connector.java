package dev.palate.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The address of a database. It opens single connections for checks before the connection pool exists. */
record Connector(String url, String user, String password) implements JdbcConnectionDetails {

    private static final String SECONDS_TO_CONNECT = "10";

    Connection open() throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        return DriverManager.getConnection(url, properties);
    }

    static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public String getUsername() {
        return user;
    }

    @Override
    public String getPassword() {
        return password;
    }

    /** Without the parameters of the address, which can contain a password. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }
}
