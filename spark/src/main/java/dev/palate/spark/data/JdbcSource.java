package dev.palate.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * The service's PostgreSQL: the preferences that the service itself trains on, valued by its own SQL functions, in one snapshot. Several
 * readers read ranges of users.
 */
public final class JdbcSource implements RatingSource {

    /** Preferences; the placeholders are the kind, the moment, the lowest rating and a join. */
    private static final String PREFERENCES = """
            (select p.user_id, p.item_id, p.value, (extract(epoch from p.preferred_at) * 1000000)::bigint as time, %s as kind
            from preferences('%s', %s) p%s""";

    private static final String KIND = "case when p.type_id is null then " + Histories.RATING + " when t.negative then "
            + Histories.NEGATIVE + " else " + Histories.POSITIVE + " end";

    private static final String EXCLUSIONS = "(select user_id, item_id, 0::real as value, 0::bigint as time, "
            + Histories.EXCLUSION + " as kind from exclusions('%s')";

    /** As the service counts: a user counts once for an item, by a rating or by interactions. */
    private static final String POPULARITY = """
            select item_id, sum(users) from (
                select item_id, count(*) as users from ratings group by item_id
                union all
                select item_id, count(*) from (
                    select distinct n.user_id, n.item_id from interactions n join interaction_types t on t.id = n.type_id
                    where t.counts_as is not null and not t.negative
                        and not exists (select from ratings r where r.user_id = n.user_id and r.item_id = n.item_id)) pairs
                group by item_id) both_kinds
            group by item_id""";

    private final SparkSession spark;
    private final Database database;
    private final Snapshot snapshot;
    private final int readers;
    private final Numbered items;
    private final Numbered users;

    /**
     * Takes the snapshot.
     *
     * @param readers queries that run at the same time
     * @throws IllegalStateException if the database cannot be read
     */
    public JdbcSource(SparkSession spark, Database database, Instant at, int readers) {
        this.spark = spark;
        this.database = database;
        this.readers = readers;
        this.snapshot = Snapshot.open(database, at);
        try {
            items = Numbered.read(snapshot, "select id, external_id from items");
            users = Numbered.read(snapshot, """
                    select u.id, u.external_id from users u
                    where u.id in (select user_id from preferences('%s', %s))""".formatted(at, snapshot.bottom()));
        } catch (SQLException e) {
            snapshot.close();
            throw Database.failed("the items and users cannot be read", e);
        }
    }

    @Override
    public Instant at() {
        return snapshot.at();
    }

    @Override
    public List<String> users() {
        return users.ids();
    }

    @Override
    public List<String> items() {
        return items.ids();
    }

    @Override
    public Dataset<Row> ratings() {
        String query = PREFERENCES.formatted(Histories.RATING, snapshot.at(), snapshot.bottom(), "");
        return read(query, users).drop("kind");
    }

    @Override
    public Histories histories() {
        try {
            Numbered all = Numbered.read(snapshot, "select id, external_id from users");
            String preferences = PREFERENCES.formatted(
                    KIND, snapshot.at(), snapshot.bottom(), " left join interaction_types t on t.id = p.type_id");
            Dataset<Row> rows = read(preferences, all).unionAll(read(EXCLUSIONS.formatted(snapshot.at()), all));
            return new Histories(all.ids(), items.ids(), shown(), popularity(), rows);
        } catch (SQLException e) {
            throw Database.failed("the catalogue cannot be read", e);
        }
    }

    private BitSet shown() throws SQLException {
        BitSet shown = new BitSet();
        String sql = """
                select id from items where not hidden and (available_from is null or available_from <= '%1$s')
                and (available_until is null or available_until > '%1$s')""".formatted(snapshot.at());
        snapshot.query(sql, row -> shown.set(items.number(row.getInt(1))));
        return shown;
    }

    private float[] popularity() throws SQLException {
        float[] counts = new float[items.ids().size()];
        snapshot.query(POPULARITY, row -> counts[items.number(row.getInt(1))] = row.getLong(2));
        return counts;
    }

    /** @param queried the users whose primary keys the ranges of the readers divide */
    private Dataset<Row> read(String query, Numbered queried) {
        int[] bounds = queried.bounds(readers);
        String[] ranges = IntStream.range(0, readers)
                .mapToObj(k -> "user_id >= %d and user_id < %d".formatted(bounds[k], bounds[k + 1]))
                .toArray(String[]::new);
        Properties options = database.properties();
        options.setProperty("fetchsize", Integer.toString(Snapshot.FETCH_SIZE));
        options.setProperty("driver", "org.postgresql.Driver");
        options.setProperty("sessionInitStatement", snapshot.statement());
        Dataset<Row> rows = spark.read().jdbc(database.url(), query + ") rows", ranges, options);
        return rows.select(
                number(queried).apply(col("user_id")).as("user"),
                number(items).apply(col("item_id")).as("item"),
                col("value"),
                col("time"),
                col("kind"));
    }

    private UserDefinedFunction number(Numbered numbered) {
        Broadcast<int[]> numbers =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(numbered.numbers());
        UDF1<Integer, Integer> number = id -> numbers.value()[id];
        return udf(number, DataTypes.IntegerType);
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
