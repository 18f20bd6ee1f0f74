package dev.palate.spark;

import dev.palate.spark.data.Database;
import dev.palate.spark.data.FileSource;
import dev.palate.spark.data.JdbcSource;
import dev.palate.spark.data.RatingSource;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Opens the source that the options name. */
final class Sources {

    private static final String URL = "PALATE_DATABASE_URL";

    private Sources() {}

    /**
     * Opens it.
     *
     * @param at the time at which decaying preferences are valued
     * @param readers queries of a database that run at the same time
     */
    static RatingSource open(SparkSession spark, Options options, Instant at, int readers) {
        return switch (options.one("source", "csv", "parquet")) {
            case "csv" -> FileSource.csv(spark, options.get("csv"), at);
            case "parquet" -> FileSource.parquet(spark, options.get("parquet"), at);
            default -> {
                if (!options.get("source").equals("jdbc")) {
                    throw new IllegalArgumentException(
                            "--source is '%s'; expected jdbc".formatted(options.get("source")));
                }
                yield new JdbcSource(spark, database(options), at, readers);
            }
        };
    }

    static Database database(Options options) {
        return database(options, System.getenv());
    }

    /** @throws IllegalArgumentException if neither the options nor the environment have the URL */
    static Database database(Options options, Map<String, String> environment) {
        String url = options.find("url").orElse(environment.get(URL));
        if (url == null) {
            throw new IllegalArgumentException("neither the variable %s nor --url names the database".formatted(URL));
        }
        return Database.of(url, environment);
    }
}
