package dev.palate.interaction.bulk;

import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.interaction.type.ValueScale;
import dev.palate.rating.bulk.BulkOptions;
import dev.palate.rating.bulk.BulkRatings;
import dev.palate.rating.bulk.MergePipeline;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens pipelines that write very many interactions, with {@link JdbcClient} and {@code COPY} because they are written in bulk. */
@Service
public class BulkInteractions {

    private final BulkRatings bulk;
    private final InteractionTypes types;
    private final JdbcClient jdbc;

    BulkInteractions(BulkRatings bulk, InteractionTypes types, JdbcClient jdbc) {
        this.bulk = bulk;
        this.types = types;
        this.jdbc = jdbc;
    }

    /** The rows of all interaction types by their names, in the order of the names. */
    public Map<String, Integer> typeRows() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        jdbc.sql("select name, id from interaction_types where name is not null order by name")
                .query(row -> {
                    rows.put(row.getString(1), row.getInt(2));
                });
        return rows;
    }

    /**
     * Opens a pipeline whose batches are rows with a type.
     *
     * @param importNumber of the import that writes them: see {@link InteractionMerge}
     * @param incomplete the numbers of the imports that ended before the end of their file
     */
    public MergePipeline open(BulkOptions options, int importNumber, List<Integer> incomplete) throws SQLException {
        return bulk.open(options, new InteractionMerge(options.undatedTime(), importNumber, incomplete));
    }

    /** Updates PostgreSQL's statistics of the tables that a bulk write has filled, and then the limits of quantiles. */
    public void analyze() {
        jdbc.sql("analyze users, items, interactions").update();
        types.snapshot().types().stream()
                .filter(BulkInteractions::hasQuantiles)
                .forEach(type -> types.refreshQuantiles(type.name()));
    }

    private static boolean hasQuantiles(InteractionType type) {
        CountsAs countsAs = type.countsAs();
        return countsAs != null && countsAs.scale() == ValueScale.QUANTILE;
    }
}
