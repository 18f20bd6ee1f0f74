package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Scores many rows in blocks of bounded size. At most as many blocks as processors are in memory at the same time, whatever the
 * number of requests, users and ratings.
 */
@Component
final class ScoreBlocks {

    /** The maximum number of scores of a block: 8 MB. */
    private static final int MOST_SCORES = 1 << 21;

    /** The maximum number of ratings of a block: 4 MB as rows and as much as a matrix. */
    private static final int MOST_RATINGS = 1 << 19;

    /** The heap of this process has at least so many times the size of all blocks. */
    private static final long HEAP_PER_BLOCK = 64 << 20;

    private final ScoreBuffers buffers;
    private final Semaphore turns = new Semaphore((int) Math.max(
            1,
            Math.min(
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory() / HEAP_PER_BLOCK)));

    ScoreBlocks(ScoreBuffers buffers) {
        this.buffers = buffers;
    }

    /** The number of rows of a block. */
    static int rows(int items, int ratingsPerRow) {
        return Math.max(1, Math.min(MOST_SCORES / Math.max(1, items), MOST_RATINGS / Math.max(1, ratingsPerRow)));
    }

    /** Writes the scores of rows {@code from..to-1} as {@code [(to - from) x items]}. */
    interface RowScores {
        void write(RatingMatrix foldIn, int from, int to, float[] scores);
    }

    /** @param reader gets the scores {@code [rows x items]}, which are valid only during the call */
    void score(RowScores source, int items, List<SparseVector> rows, Consumer<float[]> reader) {
        turns.acquireUninterruptibly();
        try {
            float[] scores = buffers.borrow(rows.size() * items);
            source.write(RatingMatrix.of(items, rows), 0, rows.size(), scores);
            reader.accept(scores);
            buffers.release(scores);
        } finally {
            turns.release();
        }
    }
}
