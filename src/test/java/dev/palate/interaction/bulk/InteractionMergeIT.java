package dev.palate.interaction.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.rating.bulk.BulkOptions;
import dev.palate.rating.bulk.EventSpan;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.RowBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often the events of imports count, whatever their order, their batches and the imports that ended early. */
@PalateIT
class InteractionMergeIT {

    private static final Integer UNDATED = null;

    @Autowired
    private BulkInteractions bulk;

    @Autowired
    private InteractionWriter writer;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void clean() {
        jdbc.sql("delete from users").update();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void countsTheNewestEventsFirstOnARowOfAnEarlierImport(int batchRows) throws Exception {
        write(1, batchRows, List.of(), 100, 200);

        assertThat(write(2, batchRows, List.of(), 600, 500, 200, 150, 100, 400, 300, 50))
                .isEqualTo(5);
        assertThat(stored()).isEqualTo("7 50-600");
        assertThat(write(3, batchRows, List.of(), 50, 300, 600)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void countsTheEventsOfOneImportInAnyOrder(int batchRows) throws Exception {
        List<Integer> times = new ArrayList<>();
        for (int time = 1; time <= 60; time++) {
            times.add(time);
        }
        Integer[] old = times.subList(19, 40).toArray(Integer[]::new);
        Collections.shuffle(times, new Random(1));

        write(1, batchRows, List.of(), old);
        write(2, batchRows, List.of(), times.toArray(Integer[]::new));

        assertThat(stored()).isEqualTo("60 1-60");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void countsAllEventsOnceIfAnIncompleteImportIsRepeated(int batchRows) throws Exception {
        write(1, batchRows, List.of(), 100, 200);
        Integer[] file = {500, 100, 300, 50, 400, 200, 600, 10};
        write(2, batchRows, List.of(), Arrays.copyOf(file, 5));
        assertThat(stored()).isEqualTo("6 50-500");

        write(3, batchRows, List.of(2), Arrays.copyOf(file, 7));
        assertThat(stored()).isEqualTo("7 50-600");
        write(4, batchRows, List.of(2, 3), file);
        assertThat(stored()).isEqualTo("8 10-600");
        assertThat(write(5, batchRows, List.of(2, 3), file)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void countsAllEventsWithoutTimeOnceIfAnIncompleteImportIsRepeated(int batchRows) throws Exception {
        Integer[] file = Collections.nCopies(10, UNDATED).toArray(Integer[]::new);
        write(1, batchRows, List.of(), Arrays.copyOf(file, 3));
        write(2, batchRows, List.of(1), file);
        assertThat(count()).isEqualTo(10);

        assertThat(write(3, batchRows, List.of(1), file)).isZero();
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void continuesAnImportAfterItsLastBatch() throws Exception {
        write(1, 1, List.of(), 100, 200);
        write(2, 1, List.of(), 500, 400);
        write(2, 1, List.of(), 300, 600);

        assertThat(stored()).isEqualTo("6 100-600");
    }

    @Test
    void keepsWhatRequestsHaveStoredSinceAnIncompleteImport() throws Exception {
        write(1, 1, List.of(), 300, 200);
        writer.putAll(List.of(new NewInteraction("ann", "1", "view", Instant.ofEpochSecond(900), null, null)), false);

        write(2, 1, List.of(1), 300, 200, 100);

        assertThat(stored()).isEqualTo("4 100-900");
    }

    /** The price of the repetition, which the documentation names. */
    @Test
    void replacesWhatAnIncompleteImportHasCountedIfAnotherFileFollows() throws Exception {
        write(1, 1, List.of(), 100, 200, 300);
        write(2, 1, List.of(1), 400);
        assertThat(stored()).isEqualTo("1 100-400");

        write(3, 1, List.of(1), 100, 200, 300, 350, 500);
        assertThat(stored()).isEqualTo("2 100-500");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void countsWhatIsMissingInTheStoredRowOfAnExport(int batchRows) throws Exception {
        exported(1, batchRows, span(5, 100, 300));
        assertThat(stored()).isEqualTo("5 100-300");
        exported(2, batchRows, span(5, 100, 300), span(3, 150, 200));
        assertThat(stored()).isEqualTo("5 100-300");
        exported(3, batchRows, span(8, 100, 400));
        assertThat(stored()).isEqualTo("8 100-400");
        exported(4, batchRows, span(7, 350, 500));
        assertThat(stored()).isEqualTo("9 100-500");
        exported(5, batchRows, span(2, 600, 700), span(3, 10, 20));
        assertThat(stored()).isEqualTo("14 10-700");
    }

    private static EventSpan span(int events, int first, int last) {
        return new EventSpan(events, first * 1_000_000L, last * 1_000_000L);
    }

    private void exported(int importNumber, int batchRows, EventSpan... spans) throws Exception {
        write(importNumber, batchRows, List.of(), Instant.now(), List.of(spans));
    }

    private long write(int importNumber, int batchRows, List<Integer> incomplete, Integer... times) throws Exception {
        Instant undated = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<EventSpan> events = Arrays.stream(times)
                .map(time -> time == null ? undated : Instant.ofEpochSecond(time))
                .map(time -> EventSpan.at(ChronoUnit.MICROS.between(Instant.EPOCH, time)))
                .toList();
        return write(importNumber, batchRows, incomplete, undated, events);
    }

    private long write(
            int importNumber, int batchRows, List<Integer> incomplete, Instant undated, List<EventSpan> events)
            throws Exception {
        int view = bulk.typeRows().get("view");
        long[] written = {0};
        BulkOptions options = new BulkOptions(true, undated, undated, batchRows);
        try (MergePipeline pipeline = bulk.open(options, importNumber, incomplete)) {
            for (int k = 0; k < events.size(); ) {
                RowBatch batch = pipeline.next();
                for (; k < events.size() && !batch.isFull(); k++) {
                    batch.add("ann", "1", view, Float.NaN, events.get(k));
                }
                pipeline.submit((connection, merged) -> written[0] += merged.rowsWritten());
            }
            pipeline.finish();
        }
        return written[0];
    }

    private int count() {
        return jdbc.sql("select count from interactions").query(Integer.class).single();
    }

    /** {@code count first-last}, in seconds. */
    private String stored() {
        return jdbc.sql("""
                        select count || ' ' || extract(epoch from first_at)::integer || '-' || extract(epoch from last_at)::integer
                        from interactions""").query(String.class).single();
    }
}
