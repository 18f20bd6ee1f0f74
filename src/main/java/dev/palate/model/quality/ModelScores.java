package dev.palate.model.quality;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The latest score of each version, through {@code JdbcClient}, because scores are overwritten by each training and joined with
 * the active versions, which are read every second.
 */
@Component
public class ModelScores {

    private final JdbcClient jdbc;
    private final Clock clock;

    ModelScores(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Replaces the score of a version, in the caller's transaction; does nothing if the version was deleted. */
    public void put(String algorithm, int version, Measured measured) {
        jdbc.sql("""
                        insert into model_scores (algorithm, version, metric, value, popularity, users, measured_at)
                        select algorithm, version, ?, ?, ?, ?, ? from model_versions where algorithm = ? and version = ?
                        on conflict (algorithm, version) do update set metric = excluded.metric, value = excluded.value,
                            popularity = excluded.popularity, users = excluded.users, measured_at = excluded.measured_at
                        """)
                .params(
                        measured.metric(),
                        measured.value(),
                        measured.popularity(),
                        measured.users(),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        algorithm,
                        version)
                .update();
    }

    public Optional<ModelScore> find(String algorithm, int version) {
        return jdbc.sql("select * from model_scores where algorithm = ? and version = ?")
                .params(algorithm, version)
                .query((row, n) -> Optional.ofNullable(read(row)))
                .optional()
                .flatMap(found -> found);
    }

    /** The score in the columns of {@code model_scores}; null if an outer join found none. */
    public static @Nullable ModelScore read(ResultSet row) throws SQLException {
        OffsetDateTime measuredAt = row.getObject("measured_at", OffsetDateTime.class);
        return measuredAt == null
                ? null
                : new ModelScore(
                        row.getString("metric"),
                        row.getDouble("value"),
                        row.getDouble("popularity"),
                        row.getInt("users"),
                        measuredAt.toInstant());
    }

    /** A score before it is stored. */
    public record Measured(String metric, double value, double popularity, int users) {}
}
