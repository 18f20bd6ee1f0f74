package dev.palate.core.engine;

import dev.palate.core.parallel.Parallel;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/**
 * Lets one pass over a large layer's weights take the processors that no other such pass uses. A pass that finds none runs
 * on its caller alone, so that callers never wait for each other.
 */
final class IdleProcessors {

    private static final Semaphore idle = new Semaphore(Runtime.getRuntime().availableProcessors());

    private IdleProcessors() {}

    /**
     * Runs {@code work} for {@code 0..shares-1} and returns when all are done. A share should take a millisecond or more:
     * a thread costs a tenth of one.
     */
    static void run(int shares, IntConsumer work) {
        if (shares == 1) {
            work.accept(0);
            return;
        }
        int taken = take(shares);
        try {
            Parallel.run(Math.max(1, taken), shares, (worker, share) -> work.accept(share));
        } finally {
            idle.release(taken);
        }
    }

    /** As many as are idle, of those wanted; the caller's own is among them unless all are in use. */
    private static int take(int wanted) {
        int taken = 0;
        while (taken < wanted && idle.tryAcquire()) {
            taken++;
        }
        return taken;
    }
}
