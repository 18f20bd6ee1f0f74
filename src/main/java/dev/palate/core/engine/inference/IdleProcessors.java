package dev.palate.core.engine.inference;

import dev.palate.core.parallel.Parallel;
import java.util.concurrent.Semaphore;

/**
 * Lets a pass over the weights of a large layer use the processors that no other such pass uses. A pass that finds no idle
 * processor runs only on its caller, so callers never wait for each other.
 */
final class IdleProcessors {

    /** With fewer weights per share, a thread costs more time than it saves: a millisecond of reading bytes. */
    private static final int LEAST_SHARE = 1 << 23;

    private static final Semaphore idle = new Semaphore(Runtime.getRuntime().availableProcessors());

    private IdleProcessors() {}

    /** A share of a pass. */
    @FunctionalInterface
    interface Share {

        /** Computes the parts {@code from..to-1}. */
        void run(int from, int to);
    }

    /**
     * Runs {@code work} for the parts {@code 0..parts-1} of a pass, split into shares if it is large, and returns when all
     * are done.
     *
     * @param weights the number of weights that the pass reads
     */
    static void run(int parts, long weights, Share work) {
        int shares = (int) Math.max(1, Math.min(parts, weights / LEAST_SHARE));
        if (shares == 1) {
            work.run(0, parts);
            return;
        }
        int taken = take(shares);
        try {
            Parallel.run(
                    Math.max(1, taken),
                    shares,
                    (worker, share) -> work.run(
                            (int) ((long) parts * share / shares), (int) ((long) parts * (share + 1) / shares)));
        } finally {
            idle.release(taken);
        }
    }

    /** Reserves up to {@code wanted} idle processors, among them the caller's own unless all are in use. */
    private static int take(int wanted) {
        int taken = 0;
        while (taken < wanted && idle.tryAcquire()) {
            taken++;
        }
        return taken;
    }
}
