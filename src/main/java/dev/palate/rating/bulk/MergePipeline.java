package dev.palate.rating.bulk;

import dev.palate.rating.PreferenceWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Writes batches of ratings or interactions on one connection: while one batch is written, the caller fills the next one. Batches are
 * written in the order in which they are submitted, each in one transaction.
 */
public final class MergePipeline implements AutoCloseable {

    private static final String DEADLOCK = "40P01";
    private static final int MOST_ATTEMPTS = 5;

    private final PreferenceWrites writes;
    private final BatchMerge merge;
    private final Connection connection;
    private final Lane[] lanes;
    private final ExecutorService merger = Executors.newSingleThreadExecutor(work -> new Thread(work, "bulk-merge"));
    private int turn;
    /** Used by the merging thread alone: after a batch has failed, no later batch may be written. */
    private boolean failed;

    MergePipeline(DataSource dataSource, PreferenceWrites writes, BatchMerge merge, int batchRows) throws SQLException {
        this.writes = writes;
        this.merge = merge;
        this.lanes = new Lane[] {new Lane(batchRows), new Lane(batchRows)};
        this.connection = dataSource.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(RowStaging.CREATE);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Work that belongs into the transaction of a batch, such as recording the caller's progress. */
    @FunctionalInterface
    public interface BeforeCommit {

        void run(Connection connection, Merged merged) throws SQLException;
    }

    /** Begins the next batch; waits until the batch before the previous one is committed. */
    public RowBatch next() throws SQLException {
        Lane lane = lanes[turn];
        lane.await();
        lane.batch.clear();
        return lane.batch;
    }

    /**
     * Submits the batch that {@link #next} began. It is merged and committed in the background.
     *
     * @param beforeCommit is run at the end of the batch's transaction; an exception rolls the batch back
     */
    public void submit(BeforeCommit beforeCommit) {
        Lane lane = lanes[turn];
        lane.merging = CompletableFuture.runAsync(() -> merge(lane.batch, beforeCommit), merger);
        turn = 1 - turn;
    }

    /** Waits until all submitted batches are committed, and can be acknowledged with those of earlier attempts. */
    public void finish() throws SQLException {
        lanes[turn].await();
        lanes[1 - turn].await();
        writes.awaitVisible();
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() throws SQLException {
        merger.shutdown();
        for (Lane lane : lanes) {
            lane.merging.handle((done, failure) -> failure).join();
        }
        try (Connection closing = connection) {
            closing.rollback();
            try (Statement statement = closing.createStatement()) {
                statement.execute(RowStaging.DROP);
            }
            closing.commit();
            closing.setAutoCommit(true);
        }
    }

    private void merge(RowBatch batch, BeforeCommit beforeCommit) {
        if (failed) {
            throw new CompletionException(new SQLException("an earlier batch failed"));
        }
        failed = true;
        try {
            int[] userRows = tryMerge(batch, beforeCommit, 1);
            for (int attempt = 2; userRows == null; attempt++) {
                connection.rollback();
                userRows = tryMerge(batch, beforeCommit, attempt);
            }
            commit(userRows);
            failed = false;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private void commit(int[] userRows) throws SQLException {
        try {
            connection.commit();
        } finally {
            writes.countCommitted(userRows); // also if it is unknown whether PostgreSQL has committed
        }
        writes.awaitVisible();
    }

    /** Returns the users of the batch, or null if another transaction won a deadlock and the batch can be tried again. */
    private int @Nullable [] tryMerge(RowBatch batch, BeforeCommit beforeCommit, int attempt) throws SQLException {
        try {
            BatchMerge.Result result = merge.into(connection, batch);
            beforeCommit.run(connection, result.merged());
            return result.userRows();
        } catch (SQLException | PessimisticLockingFailureException e) {
            boolean lost = !(e instanceof SQLException sql) || DEADLOCK.equals(sql.getSQLState());
            if (lost && attempt < MOST_ATTEMPTS) {
                return null;
            }
            throw e;
        }
    }

    /** A batch and the work that writes it. */
    private static final class Lane {

        private final RowBatch batch;
        private CompletableFuture<Void> merging = CompletableFuture.completedFuture(null);

        Lane(int batchRows) {
            batch = new RowBatch(batchRows);
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
    }
}
