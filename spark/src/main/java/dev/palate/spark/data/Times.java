package dev.palate.spark.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import dev.palate.ratingfile.time.TimeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The times of a file, which are read as the service's imports read them. */
final class Times implements UDF1<String, @Nullable Long> {

    private static final long serialVersionUID = 1L;

    /** As many rows as the service looks at. */
    private static final int SAMPLE = 1000;

    /** A format cannot be sent to executors, but the texts that it is recognised from can. */
    private final String[] sample;

    private final long undated;
    private transient @Nullable TimeFormat format;

    private Times(List<String> sample, long undated) {
        this.sample = sample.toArray(String[]::new);
        this.undated = undated;
    }

    /** Microseconds; {@code at} for rows without a time, and null for a time that cannot be read. */
    static Column micros(Dataset<Row> file, Column time, Instant at) {
        long undated = micros(at);
        Dataset<Row> times = file.select(time);
        if (times.schema().fields()[0].dataType().equals(DataTypes.TimestampType)) {
            return coalesce(unix_micros(time), lit(undated));
        }
        Dataset<String> texts = times.select(time.cast("string")).na().drop().as(Encoders.STRING());
        List<String> sample = texts.limit(SAMPLE).collectAsList().stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        return udf(new Times(sample, undated), DataTypes.LongType).apply(time.cast("string"));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public @Nullable Long call(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return undated;
        }
        if (format == null) {
            format = TimeFormat.detect(List.of(sample));
        }
        long micros = format.micros(text.strip());
        return micros == TimeFormat.UNREADABLE || micros == Long.MAX_VALUE ? null : micros;
    }
}
