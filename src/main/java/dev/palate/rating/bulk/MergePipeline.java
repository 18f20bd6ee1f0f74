package dev.palate.rating.bulk;

import dev.palate.catalogue.ErasureLock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Writes batches of ratings over two connections that alternate: while one batch is merged on the first connection, the next
 * batch is staged on the second. Batches are merged in the order in which they are submitted, each in one transaction.
 */
public final class MergePipeline implements AutoCloseable {

    private static final String DEADLOCK = "40P01";
    private static final int MOST_ATTEMPTS = 5;

    private final RatingMerge merge;
    private final Lane[] lanes;
    private final ExecutorService merger = Executors.newSingleThreadExecutor(work -> new Thread(work, "rating-merge"));
    private int turn;
    /** Used by the merging thread alone: after a batch has failed, no later batch may be written. */
    private boolean failed;

    MergePipeline(DataSource dataSource, RatingMerge merge) throws SQLException {
        this.merge = merge;
        Lane first = new Lane(dataSource);
        try {
            this.lanes = new Lane[] {first, new Lane(dataSource)};
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    /** Work that belongs into the transaction of a batch, such as recording the caller's progress. */
    @FunctionalInterface
    public interface BeforeCommit {

        void run(Connection connection, Merged merged) throws SQLException;
    }

    /** Begins the next batch; waits until the batch before the previous one is committed. */
    public StagingCopy next() throws SQLException {
        return lanes[turn].begin();
    }

    /**
     * Submits the batch that {@link #next} began. It is merged and committed in the background.
     *
     * @param beforeCommit is run at the end of the batch's transaction; an exception rolls the batch back
     */
    public void submit(BeforeCommit beforeCommit) throws IOException, SQLException {
        Lane lane = lanes[turn];
        lane.endCopy();
        lane.merging = CompletableFuture.runAsync(() -> merge(lane.connection, beforeCommit), merger);
        turn = 1 - turn;
    }

    /** Waits until all submitted batches are committed. */
    public void finish() throws SQLException {
        lanes[turn].await();
        lanes[1 - turn].await();
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() throws SQLException {
        merger.shutdown();
        try {
            lanes[0].close();
        } finally {
            lanes[1].close();
        }
    }

    private void merge(Connection connection, BeforeCommit beforeCommit) {
        if (failed) {
            throw new CompletionException(new SQLException("an earlier batch failed"));
        }
        failed = true;
        try {
            Savepoint staged = connection.setSavepoint();
            for (int attempt = 1; !tryMerge(connection, beforeCommit, attempt); attempt++) {
                connection.rollback(staged);
            }
            connection.commit();
            failed = false;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** Returns false if another transaction won a deadlock and the batch can be tried again. */
    private boolean tryMerge(Connection connection, BeforeCommit beforeCommit, int attempt) throws SQLException {
        try {
            ErasureLock.share(connection);
            beforeCommit.run(connection, merge.into(connection));
            return true;
        } catch (SQLException | PessimisticLockingFailureException e) {
            boolean lost = !(e instanceof SQLException sql) || DEADLOCK.equals(sql.getSQLState());
            if (lost && attempt < MOST_ATTEMPTS) {
                return false;
            }
            throw e;
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

        void endCopy() throws IOException, SQLException {
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
                    statement.execute(RatingMerge.DROP_STAGING);
                }
                closing.commit();
                closing.setAutoCommit(true);
            }
        }
    }
}
