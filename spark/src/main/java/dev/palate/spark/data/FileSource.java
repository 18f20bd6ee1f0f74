package dev.palate.spark.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

public final class FileSource implements RatingSource {
   private static final List<String> USER = List.of("userId", "user_id", "user");
   private static final List<String> ITEM = List.of("itemId", "item_id", "item", "movieId");
   private static final List<String> VALUE = List.of("rating", "preference", "value");
   private static final List<String> TIME = List.of("timestamp", "time", "ratedAt");
   private final SparkSession spark;
   private final Instant at;
   private final Dataset<Row> given;
   private final List<String> users;
   private final List<String> items;

   private FileSource(SparkSession spark, Instant at, Dataset<Row> given) {
      this.spark = spark;
      this.at = at;
      this.given = given;
      this.users = this.ids("userId");
      this.items = this.ids("itemId");
   }

   public static FileSource csv(SparkSession spark, String path, Instant at) {
      return of(spark, spark.read().option("header", true).csv(path), path, at);
   }

   public static FileSource parquet(SparkSession spark, String path, Instant at) {
      return of(spark, spark.read().parquet(path), path, at);
   }

   private static FileSource of(SparkSession spark, Dataset<Row> file, String path, Instant at) {
      Column time = Stream.of(file.columns()).anyMatch(TIME::contains)
         ? functions.coalesce(
            new Column[]{column(file, TIME, path).try_cast("bigint"), functions.unix_micros(column(file, TIME, path).try_cast("timestamp")), functions.lit(0L)}
         )
         : functions.lit(0L);
      Dataset<Row> given = file.select(
         new Column[]{
            column(file, USER, path).cast("string").as("userId"),
            column(file, ITEM, path).cast("string").as("itemId"),
            column(file, VALUE, path).try_cast("float").as("value"),
            time.as("time")
         }
      );
      long invalid = given.filter("userId is null or itemId is null or value is null or isnan(value)").count();
      if (invalid > 0L) {
         throw new IllegalArgumentException("%d rows of %s have no user, no item, or no number as rating".formatted(invalid, path));
      } else {
         return new FileSource(spark, at, given);
      }
   }

   private static Column column(Dataset<Row> file, List<String> names, String path) {
      List<String> present = Arrays.asList(file.columns());
      return names.stream()
         .filter(present::contains)
         .findFirst()
         .map(name -> functions.col("`" + name + "`"))
         .orElseThrow(
            () -> new IllegalArgumentException("%s has the columns %s, but none of %s".formatted(path, String.join(", ", present), String.join(", ", names)))
         );
   }

   private List<String> ids(String column) {
      return this.given
         .select(new Column[]{functions.col(column)})
         .distinct()
         .orderBy(new Column[]{functions.length(functions.col(column)), functions.col(column)})
         .as(Encoders.STRING())
         .collectAsList();
   }

   @Override
   public Instant at() {
      return this.at;
   }

   @Override
   public List<String> users() {
      return this.users;
   }

   @Override
   public List<String> items() {
      return this.items;
   }

   @Override
   public Dataset<Row> ratings() {
      return this.given
         .join(this.numbers(this.users, "userId", "user"), "userId")
         .join(this.numbers(this.items, "itemId", "item"), "itemId")
         .select("user", new String[]{"item", "value", "time"});
   }

   private Dataset<Row> numbers(List<String> ids, String id, String number) {
      JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(this.spark.sparkContext())
         .parallelize(ids)
         .zipWithIndex()
         .map(pair -> RowFactory.create(new Object[]{pair._1, ((Long)pair._2).intValue()}));
      return this.spark.createDataFrame(rows, new StructType().add(id, DataTypes.StringType, false).add(number, DataTypes.IntegerType, false));
   }

   @Override
   public Histories histories() {
      Dataset<Row> rows = this.ratings();
      float[] popularity = new float[this.items.size()];
      rows.select("user", new String[]{"item"})
         .distinct()
         .groupBy("item", new String[0])
         .count()
         .toLocalIterator()
         .forEachRemaining(row -> popularity[row.getInt(0)] = (float)row.getLong(1));
      BitSet shown = new BitSet();
      shown.set(0, this.items.size());
      return new Histories(this.users, this.items, shown, popularity, rows.withColumn("kind", functions.lit(0)));
   }

   @Override
   public void close() {
   }
}
