package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.DeviceException;
import dev.palate.core.network.RowScorer;
import java.lang.ref.Cleaner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link RowScorer} on a device, which it opens at its first call. After a failure it releases the device and leaves everything to
 * the CPU. Models in service are not closed, so the garbage collector releases the memory of the device, too.
 */
final class DeviceScorer implements RowScorer {

    private static final Logger log = LoggerFactory.getLogger(DeviceScorer.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final Supplier<Opened> opening;
    private final int leastRows;
    private final Holder holder = new Holder();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, holder);
    private boolean closed;

    /**
     * @param opening opens the device
     * @param leastRows fewer rows are left to the CPU
     */
    DeviceScorer(Supplier<Opened> opening, int leastRows) {
        this.opening = opening;
        this.leastRows = leastRows;
    }

    /** @param release releases all that the scoring needs on its device */
    record Opened(DeviceScoring scoring, Runnable release) {}

    /** What remains to be released; it must not refer to the scorer. */
    private static final class Holder implements Runnable {

        private @Nullable Opened opened;

        @Override
        public synchronized void run() {
            if (opened != null) {
                opened.release.run();
                opened = null;
            }
        }

        synchronized DeviceScoring open(Supplier<Opened> opening) {
            if (opened == null) {
                opened = opening.get();
            }
            return opened.scoring;
        }
    }

    @Override
    public synchronized boolean scoreRows(RatingMatrix ratings, int from, int to, float[] scores) {
        if (closed || to - from < leastRows) {
            return false;
        }
        try {
            holder.open(opening).scoreRows(ratings, from, to, scores);
            return true;
        } catch (DeviceException e) {
            log.warn("The CPU scores instead of the GPU: {}", e.getMessage());
            close();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        cleanable.clean();
    }
}
