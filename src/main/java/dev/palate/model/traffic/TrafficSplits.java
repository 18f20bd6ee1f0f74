package dev.palate.model.traffic;

import dev.palate.model.version.Activations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions under test in the database; a write is made by who holds {@link Activations#lockActive}. */
@Repository
public class TrafficSplits {

    private final JdbcClient jdbc;
    private final Clock clock;

    TrafficSplits(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<TrafficSplit> all() {
        return jdbc.sql("SELECT * FROM traffic_splits ORDER BY algorithm")
                .query(TrafficSplits::split)
                .list();
    }

    public Optional<TrafficSplit> find(String algorithm) {
        return jdbc.sql("SELECT * FROM traffic_splits WHERE algorithm = ?")
                .param(algorithm)
                .query(TrafficSplits::split)
                .optional();
    }

    /** Another share of the same version goes on from its start. */
    public void put(String algorithm, int version, double share) {
        jdbc.sql("""
                        INSERT INTO traffic_splits AS s (algorithm, version, share, started_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (algorithm) DO UPDATE SET version = excluded.version, share = excluded.share,
                            started_at = CASE WHEN s.version = excluded.version THEN s.started_at ELSE excluded.started_at END
                        """)
                .params(algorithm, version, share, OffsetDateTime.now(clock))
                .update();
    }

    /** Whether there was one. */
    public boolean delete(String algorithm) {
        return jdbc.sql("DELETE FROM traffic_splits WHERE algorithm = ?")
                        .param(algorithm)
                        .update()
                > 0;
    }

    /** Ends the split if {@code version} is the version under test, because a version in service has all users. */
    public void deleteActivated(String algorithm, int version) {
        jdbc.sql("DELETE FROM traffic_splits WHERE algorithm = ? AND version = ?")
                .params(algorithm, version)
                .update();
    }

    private static TrafficSplit split(ResultSet row, int n) throws SQLException {
        return new TrafficSplit(
                row.getString("algorithm"),
                row.getInt("version"),
                row.getDouble("share"),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }
}
