package dev.palate.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** CSV files with a header, or Parquet files, with a row for each rating or preference. */
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
        this.users = ids("userId");
        this.items = ids("itemId");
    }

    /**
     * @param path of files with a header, in any form that Spark knows
     * @throws IllegalArgumentException if a column is missing, or a row has no user, no item, no finite number as rating, or a time that
     *     cannot be read
     */
    public static FileSource csv(SparkSession spark, String path, Instant at) {
        return of(spark, spark.read().option("header", true).csv(path), path, at);
    }

    /** As {@link #csv}, for Parquet files. */
    public static FileSource parquet(SparkSession spark, String path, Instant at) {
        return of(spark, spark.read().parquet(path), path, at);
    }

    private static FileSource of(SparkSession spark, Dataset<Row> file, String path, Instant at) {
        boolean timed = Arrays.stream(file.columns()).anyMatch(TIME::contains);
        Column time = timed ? column(file, TIME, path) : lit(null);
        Dataset<Row> given = file.select(
                column(file, USER, path).cast("string").as("userId"),
                column(file, ITEM, path).cast("string").as("itemId"),
                column(file, VALUE, path).try_cast("float").as("value"),
                (timed ? Times.micros(file, time, at) : lit(Times.micros(at))).as("time"),
                time.cast("string").as("written"));
        requireRatings(given, path);
        return new FileSource(spark, at, given.drop("written"));
    }

    private static void requireRatings(Dataset<Row> given, String path) {
        Column untimed = col("time").isNull();
        Row faults = given.agg(
                        count_if(expr("userId is null or itemId is null or value is null"
                                + " or not abs(value) < float('infinity')")),
                        count_if(untimed),
                        first(when(untimed, col("written")), true))
                .head();
        if (faults.getLong(0) > 0) {
            throw new IllegalArgumentException("%d rows of %s have no user, no item, or no finite number as rating"
                    .formatted(faults.getLong(0), path));
        }
        if (faults.getLong(1) > 0) {
            throw new IllegalArgumentException(
                    "%d rows of %s have a time that cannot be read, such as '%s'; expected dates, or numbers since 1970, in one form"
                            .formatted(faults.getLong(1), path, faults.getString(2)));
        }
    }

    private static Column column(Dataset<Row> file, List<String> names, String path) {
        List<String> present = Arrays.asList(file.columns());
        return names.stream()
                .filter(present::contains)
                .findFirst()
                .map(name -> col("`" + name + "`"))
                .orElseThrow(() -> new IllegalArgumentException("%s has the columns %s, but none of %s"
                        .formatted(path, String.join(", ", present), String.join(", ", names))));
    }

    private List<String> ids(String column) {
        return given.select(col(column))
                .distinct()
                .orderBy(length(col(column)), col(column))
                .as(Encoders.STRING())
                .collectAsList();
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public List<String> users() {
        return users;
    }

    @Override
    public List<String> items() {
        return items;
    }

    @Override
    public Dataset<Row> ratings() {
        return given.join(numbers(users, "userId", "user"), "userId")
                .join(numbers(items, "itemId", "item"), "itemId")
                .select("user", "item", "value", "time");
    }

    private Dataset<Row> numbers(List<String> ids, String id, String number) {
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(ids)
                .zipWithIndex()
                .map(pair -> RowFactory.create(pair._1, pair._2.intValue()));
        return spark.createDataFrame(
                rows, new StructType().add(id, DataTypes.StringType, false).add(number, DataTypes.IntegerType, false));
    }

    /** All rows count as ratings, and all items are shown: files know no others. */
    @Override
    public Histories histories() {
        Dataset<Row> rows = ratings();
        float[] popularity = new float[items.size()];
        rows.select("user", "item")
                .distinct()
                .groupBy("item")
                .count()
                .toLocalIterator()
                .forEachRemaining(row -> popularity[row.getInt(0)] = row.getLong(1));
        BitSet shown = new BitSet();
        shown.set(0, items.size());
        return new Histories(users, items, shown, popularity, rows.withColumn("kind", lit(Histories.RATING)));
    }

    @Override
    public void close() {}
}
