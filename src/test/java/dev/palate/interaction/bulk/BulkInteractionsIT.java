package dev.palate.interaction.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.interaction.type.Signal;
import dev.palate.rating.bulk.BulkOptions;
import dev.palate.rating.bulk.EventSpan;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.RowBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PalateIT
class BulkInteractionsIT {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private BulkInteractions bulk;

    @Autowired
    private InteractionTypes types;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void skipsRowsOfATypeThatIsDeletedMeanwhile() throws Exception {
        jdbc.sql("delete from users").update();
        types.put(new InteractionType("play", Signal.POSITIVE, CountsAs.rating(4), null, InteractionType.NEVER));
        Map<String, Integer> rows = bulk.typeRows();
        List<Long> written = new ArrayList<>();

        try (MergePipeline pipeline = bulk.open(new BulkOptions(true, TIME, TIME, 100), 1, List.of())) {
            submit(pipeline, rows, written);
            pipeline.finish();
            types.delete("play", true);
            submit(pipeline, rows, written);
            pipeline.finish();
        }

        assertThat(written).containsExactly(2L, 1L);
        assertThat(jdbc.sql("select sum(count) from interactions")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    /** A view and a play. */
    private static void submit(MergePipeline pipeline, Map<String, Integer> rows, List<Long> written) throws Exception {
        RowBatch batch = pipeline.next();
        batch.add("ann", "1", rows.get("view"), Float.NaN, EventSpan.at(0));
        batch.add("ann", "1", rows.get("play"), Float.NaN, EventSpan.at(0));
        pipeline.submit((connection, merged) -> written.add(merged.rowsWritten()));
    }
}
