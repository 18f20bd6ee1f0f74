package dev.palate.rating.bulk;

import dev.palate.catalogue.Catalogue;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens {@link MergePipeline}s, which write very many ratings with plain JDBC and {@code COPY}. */
@Service
public class BulkRatings {

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Catalogue catalogue;

    BulkRatings(DataSource dataSource, JdbcClient jdbc, Catalogue catalogue) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /**
     * Opens a pipeline on two connections.
     *
     * @param createsItems whether items that do not exist are created with their id as title; otherwise their ratings must
     *     not be added
     * @param undatedTime the time that the caller gives to ratings without a time of their own
     * @param begunAt ratings of users that were erased since then are skipped
     */
    public MergePipeline open(boolean createsItems, Instant undatedTime, Instant begunAt) throws SQLException {
        return new MergePipeline(dataSource, new RatingMerge(catalogue, createsItems, undatedTime, begunAt));
    }

    /**
     * Updates PostgreSQL's statistics of the tables that a bulk write has filled. All sessions then replace the plans that they
     * made while the tables were small; autovacuum would do that up to a minute later.
     */
    public void analyze() {
        jdbc.sql("analyze users, items, ratings").update();
    }
}
