package dev.palate.rating.bulk;

import dev.palate.catalogue.Catalogue;
import dev.palate.rating.PreferenceWrites;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens {@link MergePipeline}s, which write very many rows with plain JDBC and {@code COPY}. */
@Service
public class BulkRatings {

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final PreferenceWrites writes;

    BulkRatings(DataSource dataSource, JdbcClient jdbc, Catalogue catalogue, PreferenceWrites writes) {
        this.writes = writes;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.catalogue = catalogue;
    }

    /** Opens a pipeline for ratings. */
    public MergePipeline open(BulkOptions options) throws SQLException {
        return open(options, new RatingMerge(options.undatedTime()));
    }

    /** Opens a pipeline for what {@code merge} writes. */
    public MergePipeline open(BulkOptions options, Merge merge) throws SQLException {
        return new MergePipeline(dataSource, writes, new BatchMerge(catalogue, options, merge), options.batchRows());
    }

    /**
     * Updates PostgreSQL's statistics of the tables that a bulk write has filled. All sessions then replace the plans that they
     * made while the tables were small; autovacuum would do that up to a minute later.
     */
    public void analyze() {
        jdbc.sql("analyze users, items, ratings").update();
    }
}
