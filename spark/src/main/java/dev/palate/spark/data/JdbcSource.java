package dev.palate.spark.data;

import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

public final class JdbcSource implements RatingSource {
   private static final String FETCH_SIZE = "10000";
   private static final String PREFERENCES = "(select p.user_id, p.item_id, p.value, (extract(epoch from p.preferred_at) * 1000000)::bigint as time, %s as kind\nfrom preferences('%s', %s) p%s";
   private final SparkSession spark;
   private final Database database;
   private final Snapshot snapshot;
   private final int readers;
   private final Numbered items;
   private final Numbered users;

   public JdbcSource(SparkSession spark, Database database, Instant at, int readers) {
      this.spark = spark;
      this.database = database;
      this.readers = readers;
      this.snapshot = Snapshot.open(database, at);

      try {
         this.items = Numbered.read(this.snapshot, "select id, external_id from items");
         this.users = Numbered.read(
            this.snapshot,
            "select u.id, u.external_id from users u\nwhere u.id in (select user_id from preferences('%s', %s))".formatted(at, this.snapshot.bottom())
         );
      } catch (SQLException var6) {
         this.snapshot.close();
         throw Database.failed("the items and users cannot be read", var6);
      }
   }

   @Override
   public Instant at() {
      return this.snapshot.at();
   }

   @Override
   public List<String> users() {
      return this.users.ids();
   }

   @Override
   public List<String> items() {
      return this.items.ids();
   }

   @Override
   public Dataset<Row> ratings() {
      String query = "(select p.user_id, p.item_id, p.value, (extract(epoch from p.preferred_at) * 1000000)::bigint as time, %s as kind\nfrom preferences('%s', %s) p%s"
         .formatted("0", this.snapshot.at(), this.snapshot.bottom(), "");
      return this.read(query, this.users).drop("kind");
   }

   @Override
   public Histories histories() {
      try {
         Numbered all = Numbered.read(this.snapshot, "select id, external_id from users");
         String preferences = "(select p.user_id, p.item_id, p.value, (extract(epoch from p.preferred_at) * 1000000)::bigint as time, %s as kind\nfrom preferences('%s', %s) p%s"
            .formatted(
               "case when p.type_id is null then 0 when t.negative then 2 else 1 end",
               this.snapshot.at(),
               this.snapshot.bottom(),
               " left join interaction_types t on t.id = p.type_id"
            );
         String exclusions = "(select user_id, item_id, 0::real as value, 0::bigint as time, 3 as kind from exclusions('%s')".formatted(this.snapshot.at());
         return new Histories(all.ids(), this.items.ids(), this.shown(), this.popularity(), this.read(preferences, all).unionAll(this.read(exclusions, all)));
      } catch (SQLException var4) {
         throw Database.failed("the catalogue cannot be read", var4);
      }
   }

   private BitSet shown() throws SQLException {
      BitSet shown = new BitSet();
      this.snapshot
         .query(
            "select id from items where not hidden and (available_from is null or available_from <= '%1$s')".formatted(this.snapshot.at())
               + " and (available_until is null or available_until > '%s')".formatted(this.snapshot.at()),
            row -> shown.set(this.items.number(row.getInt(1)))
         );
      return shown;
   }

   private float[] popularity() throws SQLException {
      float[] counts = new float[this.items.ids().size()];
      this.snapshot
         .query(
            "select item_id, sum(users) from (\n    select item_id, count(*) as users from ratings group by item_id\n    union all\n    select item_id, count(*) from (\n        select distinct n.user_id, n.item_id from interactions n join interaction_types t on t.id = n.type_id\n        where t.counts_as is not null and not t.negative\n            and not exists (select from ratings r where r.user_id = n.user_id and r.item_id = n.item_id)) pairs\n    group by item_id) both_kinds\ngroup by item_id",
            row -> counts[this.items.number(row.getInt(1))] = (float)row.getLong(2)
         );
      return counts;
   }

   private Dataset<Row> read(String query, Numbered queried) {
      int[] bounds = queried.bounds(this.readers);
      String[] ranges = IntStream.range(0, bounds.length - 1)
         .mapToObj(k -> "user_id >= %d and user_id < %d".formatted(bounds[k], bounds[k + 1]))
         .toArray(String[]::new);
      Properties options = this.database.properties();
      options.setProperty("fetchsize", "10000");
      options.setProperty("driver", "org.postgresql.Driver");
      options.setProperty("sessionInitStatement", this.snapshot.statement());
      Dataset<Row> rows = this.spark.read().jdbc(this.database.url(), query + ") rows", ranges, options);
      return rows.select(
         new Column[]{
            this.number(queried).apply(new Column[]{functions.col("user_id")}).as("user"),
            this.number(this.items).apply(new Column[]{functions.col("item_id")}).as("item"),
            functions.col("value"),
            functions.col("time"),
            functions.col("kind")
         }
      );
   }

   private UserDefinedFunction number(Numbered numbered) {
      Broadcast<int[]> numbers = JavaSparkContext.fromSparkContext(this.spark.sparkContext()).broadcast(numbered.numbers());
      UDF1<Integer, Integer> number = id -> ((int[])numbers.value())[id];
      return functions.udf(number, DataTypes.IntegerType);
   }

   @Override
   public void close() {
      this.snapshot.close();
   }
}
