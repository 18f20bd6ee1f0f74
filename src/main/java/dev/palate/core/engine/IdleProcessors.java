package dev.palate.core.engine;

import dev.palate.core.parallel.Parallel;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/**
 * Lets one pass over a large layer's weights take the processors that no other pass uses. A pass that finds none runs on its
 * caller alone, so that callers never wait for each other.
 */
final class IdleProcessors {

    private static final Semaphore idle = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);

    private IdleProcessors() {}

    /**
     * Runs {@code work} for {@code 0..shares-1} and returns when all are done. A share should take a millisecond or more:
     * a thread costs a tenth of one.
     */
    static void run(int shares, IntConsumer work) {
        int helpers = take(shares - 1);
        try {
            Parallel.run(1 + helpers, shares, (worker, share) -> work.accept(share));
        } finally {
            idle.release(helpers);
        }
    }

    /** As many as are idle, of those wanted. */
    private static int take(int wanted) {
        int taken = 0;
        while (taken < wanted && idle.tryAcquire()) {
            taken++;
        }
        return taken;
    }
}
