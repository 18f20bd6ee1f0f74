package dev.palate.rating.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.rating.PreferenceWrites;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PalateIT
class MergePipelineIT {

    private static final Instant IMPORTED = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private BulkRatings bulk;

    @Autowired
    private UserHistories histories;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private PreferenceWrites writes;

    private record Row(String user, String item, float value, Instant time) {}

    @BeforeEach
    void clean() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
    }

    @Test
    void triesABatchAgainThatLosesADeadlock() throws Exception {
        merge(List.of(new Row("ann", "1", 5, IMPORTED), new Row("bob", "1", 5, IMPORTED)));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from users where external_id = 'bob' for update");
            CompletableFuture<Merged> merging =
                    mergeInBackground(List.of(new Row("ann", "1", 1, IMPORTED), new Row("bob", "1", 2, IMPORTED)));
            awaitWaitingTransaction();
            statement.execute("set local deadlock_timeout = '60s'");
            statement.execute("select from users where external_id = 'ann' for update");
            other.commit();
            other.setAutoCommit(true);

            assertThat(merging.get(60, TimeUnit.SECONDS).rowsWritten()).isEqualTo(2);
        }
        assertThat(histories.of("bob").preferences()).containsExactly(Preference.ofRating("1", 2, IMPORTED));
    }

    @Test
    void writesRatingsOfItemsThatAnotherTransactionCreatesMeanwhile() throws Exception {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into items (external_id, title) values ('1', 'Alien'), ('2', 'Fargo')");
            CompletableFuture<Merged> merging =
                    mergeInBackground(List.of(new Row("ann", "1", 5, IMPORTED), new Row("ann", "2", 4, IMPORTED)));
            awaitWaitingTransaction();
            other.commit();
            other.setAutoCommit(true);

            assertThat(merging.get(60, TimeUnit.SECONDS)).isEqualTo(new Merged(0, 1, 2));
        }
        assertThat(histories.of("ann").preferences())
                .containsExactlyInAnyOrder(
                        Preference.ofRating("1", 5, IMPORTED), Preference.ofRating("2", 4, IMPORTED));
    }

    @Test
    void skipsUsersThatWereErasedSinceItBegan() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        merge(List.of(new Row("eve", "1", 5, IMPORTED)));
        writer.eraseUser("eve");

        assertThat(merge(before, List.of(new Row("eve", "1", 5, IMPORTED), new Row("eva", "1", 5, IMPORTED))))
                .isEqualTo(new Merged(0, 1, 1));
        assertThat(merge(Instant.now().plusSeconds(60), List.of(new Row("eve", "1", 5, IMPORTED))))
                .isEqualTo(new Merged(0, 1, 1));
    }

    @Test
    void keepsTheLastOfRatingsWithEqualTimes() throws Exception {
        Instant time = Instant.ofEpochSecond(100);
        Row first = new Row("ann", "1", 5, time);
        Row last = new Row("ann", "1", 1, time);

        assertThat(merge(List.of(first, last)).rowsWritten()).isEqualTo(1);
        assertThat(histories.of("ann").preferences()).containsExactly(Preference.ofRating("1", 1, time));
        assertThat(merge(List.of(new Row("ann", "1", 3, time))).rowsWritten()).isEqualTo(1);
        assertThat(histories.of("ann").preferences()).containsExactly(Preference.ofRating("1", 3, time));
    }

    @Test
    void keepsALaterRatingWhateverItsOrder() throws Exception {
        Row early = new Row("ann", "1", 5, Instant.ofEpochSecond(100));
        Row late = new Row("ann", "1", 1, Instant.ofEpochSecond(200));
        merge(List.of(late, early));

        assertThat(merge(List.of(early)).rowsWritten()).isZero();
        assertThat(histories.of("ann").preferences()).containsExactly(Preference.ofRating("1", 1, late.time()));
    }

    @Test
    void changesNothingForEqualRatingsAndTakesUndatedOnesAsEqual() throws Exception {
        List<Row> rows = List.of(
                new Row("ann", "1", 5, Instant.ofEpochSecond(100)), new Row("ann", "2", 4, Instant.ofEpochSecond(100)));
        merge(rows);
        long revision = histories.of("ann").revision();

        assertThat(merge(rows)).isEqualTo(new Merged(0, 0, 0));
        assertThat(merge(List.of(new Row("ann", "1", 5, IMPORTED)))).isEqualTo(new Merged(0, 0, 0));
        assertThat(histories.of("ann").revision()).isEqualTo(revision);
        assertThat(merge(List.of(new Row("ann", "1", 2, IMPORTED))).rowsWritten())
                .isEqualTo(1);
    }

    @Test
    void countsABatchThatChangesNothingBecauseAnotherReplicaMayHaveWrittenItUnacknowledged() throws Exception {
        List<Row> rows = List.of(new Row("ann", "1", 5, IMPORTED));
        merge(rows);
        int row = histories.of("ann").userRow();
        long count = writes.count(row);
        merge(rows);

        assertThat(writes.count(row)).isGreaterThan(count);
    }

    /** A session keeps the plans of triggers. Made for tables of one page, they would scan every new item. */
    @Test
    void checksReferencesByIndexAfterSmallMerges() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            rowsScannedByMerge(connection, 0, 10);
            bulk.analyze();
            for (int sample = 1; sample < 8; sample++) {
                rowsScannedByMerge(connection, sample * 10, 10);
            }

            // With the kept plan, each of the 3,000 checks scans up to 3,080 items: about 5 million rows.
            assertThat(rowsScannedByMerge(connection, 1000, 3000)).isLessThan(250_000);
        }
        assertThat(jdbc.sql("select count(*) from ratings").query(Long.class).single())
                .isEqualTo(3080);
    }

    private long rowsScannedByMerge(Connection connection, int from, int count) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RowStaging.CREATE);
            connection.setAutoCommit(false);
            RowBatch batch = new RowBatch(count);
            for (int n = from; n < from + count; n++) {
                batch.add("u" + n % 40, "b" + n, 0, 4, EventSpan.at(0));
            }
            new BatchMerge(catalogue, options(IMPORTED), new RatingMerge(IMPORTED)).into(connection, batch);
            long scanned;
            try (ResultSet result = statement.executeQuery(
                    "select sum(seq_tup_read) from pg_stat_xact_user_tables where relname in ('items', 'users')")) {
                result.next();
                scanned = result.getLong(1);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return scanned;
        }
    }

    private CompletableFuture<Merged> mergeInBackground(List<Row> rows) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return merge(rows);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private void awaitWaitingTransaction() {
        await().until(() -> jdbc.sql("select count(*) from pg_stat_activity where wait_event = 'transactionid'")
                        .query(Long.class)
                        .single()
                > 0);
    }

    private static BulkOptions options(Instant begunAt) {
        return new BulkOptions(true, IMPORTED, begunAt, 250_000);
    }

    private Merged merge(List<Row> rows) throws Exception {
        return merge(IMPORTED, rows);
    }

    private Merged merge(Instant begunAt, List<Row> rows) throws Exception {
        Merged[] merged = new Merged[1];
        try (MergePipeline pipeline = bulk.open(options(begunAt))) {
            RowBatch batch = pipeline.next();
            for (Row row : rows) {
                batch.add(
                        row.user(),
                        row.item(),
                        0,
                        row.value(),
                        EventSpan.at(ChronoUnit.MICROS.between(Instant.EPOCH, row.time())));
            }
            pipeline.submit((connection, done) -> merged[0] = done);
            pipeline.finish();
        }
        return merged[0];
    }
}
