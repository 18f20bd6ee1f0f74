package dev.palate.spark.data;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

public record Database(String url, @Nullable String user, @Nullable String password) implements Serializable {
   public static Database of(String url, Map<String, String> environment) {
      return new Database(url, environment.get("PALATE_DATABASE_USER"), environment.get("PALATE_DATABASE_PASSWORD"));
   }

   Properties properties() {
      Properties properties = new Properties();
      if (this.user != null) {
         properties.setProperty("user", this.user);
      }

      if (this.password != null) {
         properties.setProperty("password", this.password);
      }

      return properties;
   }

   public Connection connect() throws SQLException {
      Connection connection = new Driver().connect(this.url, this.properties());
      if (connection == null) {
         throw new SQLException("the URL is not one of PostgreSQL; expected jdbc:postgresql://host/database");
      } else {
         connection.setAutoCommit(false);
         return connection;
      }
   }

   public static IllegalStateException failed(String sentence, SQLException cause) {
      return new IllegalStateException(sentence + ": " + cause.getMessage(), cause);
   }

   @Override
   public String toString() {
      return this.url;
   }
}
