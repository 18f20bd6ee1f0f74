package dev.palate.spark.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class Snapshot implements AutoCloseable {
   private static final int FETCH_SIZE = 10000;
   private static final String MODE = "set transaction isolation level repeatable read, read only";
   private static final String SCALE = "select obj_description(oid, 'pg_constraint') from pg_constraint\nwhere conname = 'ratings_value_on_scale' and conrelid = 'ratings'::regclass";
   private static final Pattern LOWEST = Pattern.compile("from (\\S+) to");
   private final Connection connection;
   private final Instant at;
   private final String name;
   private final float bottom;

   private Snapshot(Connection connection, Instant at) throws SQLException {
      this.connection = connection;
      this.at = at;

      try (Statement statement = connection.createStatement()) {
         statement.execute("set transaction isolation level repeatable read, read only");
         statement.execute("set local idle_in_transaction_session_timeout = 0");
      }

      this.name = this.text("select pg_export_snapshot()");
      Matcher scale = LOWEST.matcher(
         this.text(
            "select obj_description(oid, 'pg_constraint') from pg_constraint\nwhere conname = 'ratings_value_on_scale' and conrelid = 'ratings'::regclass"
         )
      );
      if (!scale.find()) {
         throw new SQLException("the database has no rating scale; start the service once");
      } else {
         this.bottom = Float.parseFloat(scale.group(1));
      }
   }

   static Snapshot open(Database database, Instant at) {
      try {
         Connection connection = database.connect();

         try {
            return new Snapshot(connection, at);
         } catch (SQLException var4) {
            connection.close();
            throw var4;
         }
      } catch (SQLException var5) {
         throw Database.failed("no snapshot of the database can be taken", var5);
      }
   }

   Instant at() {
      return this.at;
   }

   float bottom() {
      return this.bottom;
   }

   String statement() {
      return "set transaction isolation level repeatable read, read only; set transaction snapshot '" + this.name + "'";
   }

   void query(String sql, Snapshot.Rows rows) throws SQLException {
      try (Statement statement = this.connection.createStatement()) {
         statement.setFetchSize(10000);

         try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
               rows.accept(result);
            }
         }
      }
   }

   private String text(String sql) throws SQLException {
      StringBuilder text = new StringBuilder();
      this.query(sql, row -> text.append(row.getString(1)));
      return text.toString();
   }

   @Override
   public void close() {
      try {
         this.connection.close();
      } catch (SQLException var2) {
         throw Database.failed("the snapshot cannot be closed", var2);
      }
   }

   interface Rows {
      void accept(ResultSet row) throws SQLException;
   }
}
