package dev.palate.importing;

import dev.palate.catalogue.ErasureLock;
import dev.palate.importing.ImportLedger.Run;
import dev.palate.importing.ImportLedger.Settled;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Two connections taking turns: while one batch is merged on the first, the next one is read and staged on the second.
 * Batches are merged in the order of the file, each in one transaction with the progress it makes.
 */
final class MergePipeline implements AutoCloseable {

    private final ImportLedger ledger;
    private final Run run;
    private final boolean createsItems;
    private final Lane[] lanes;
    private final ExecutorService merger = Executors.newSingleThreadExecutor(work -> new Thread(work, "import-merge"));
    private int turn;
    /** Seen by the merging thread alone: after a batch has failed, none behind it may be written. */
    private boolean broken;

    MergePipeline(DataSource dataSource, ImportLedger ledger, Run run, boolean createsItems) throws SQLException {
        this.ledger = ledger;
        this.run = run;
        this.createsItems = createsItems;
        Lane first = new Lane(dataSource);
        try {
            this.lanes = new Lane[] {first, new Lane(dataSource)};
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    /** A place for the next batch; waits until the batch before the last one is written. */
    StagingCopy next() throws SQLException {
        return lanes[turn].begin();
    }

    /** Hands the batch over to be merged. */
    void submit(Batch batch) throws IOException, SQLException {
        Lane lane = lanes[turn];
        lane.staged();
        lane.merging = CompletableFuture.runAsync(() -> merge(lane.connection, batch), merger);
        turn = 1 - turn;
    }

    /** Waits until all batches are written. */
    void finish() throws SQLException {
        lanes[turn].await();
        lanes[1 - turn].await();
    }

    @Override
    public void close() throws SQLException {
        merger.shutdown();
        try {
            lanes[0].close();
        } finally {
            lanes[1].close();
        }
    }

    /** Where the file stands at the end of a batch. */
    record Batch(
            boolean dated, long rowsRead, long rejected, long linesDone, long bytesRead, List<Rejection> rejections) {}

    private void merge(Connection connection, Batch batch) {
        if (broken) {
            throw new CompletionException(new SQLException("an earlier batch failed"));
        }
        broken = true;
        try {
            ErasureLock.share(connection);
            RatingMerge merge = new RatingMerge(connection);
            int items = createsItems ? merge.createItems() : 0;
            long written = merge.merge(batch.dated());
            Settled settled = new Settled(
                    batch.rowsRead(), written, items, batch.rejected(), batch.linesDone(), batch.bytesRead());
            ledger.settle(connection, run, settled, batch.rejections());
            connection.commit();
            broken = false;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** A connection with its own staging table. */
    private static final class Lane {

        private final Connection connection;
        private CompletableFuture<Void> merging = CompletableFuture.completedFuture(null);
        private @Nullable StagingCopy copy;

        Lane(DataSource dataSource) throws SQLException {
            connection = dataSource.getConnection();
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute(RatingMerge.CREATE_STAGING);
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        StagingCopy begin() throws SQLException {
            await();
            StagingCopy begun = new StagingCopy(connection);
            copy = begun;
            return begun;
        }

        void staged() throws IOException, SQLException {
            if (copy != null) {
                copy.end();
                copy = null;
            }
        }

        void await() throws SQLException {
            try {
                merging.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        void close() throws SQLException {
            merging.handle((done, failure) -> failure).join();
            try (Connection closing = connection) {
                if (copy != null) {
                    copy.close();
                }
                closing.rollback();
                try (Statement statement = closing.createStatement()) {
                    statement.execute("drop table if exists import_staging");
                }
                closing.commit();
                closing.setAutoCommit(true);
            }
        }
    }
}
