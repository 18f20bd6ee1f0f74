package dev.palate.spark;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Waits for the executors of a cluster. Most clusters start an application before its executors, so that its first tasks would be divided
 * for a cluster of two cores.
 *
 * @param now the cores of all executors that have registered
 * @param expected the cores that the application has asked for; 0: as many as the cluster has
 * @param pause waits for {@link #POLL}
 */
record RegisteredCores(IntSupplier now, int expected, Runnable pause) {

    static final Duration POLL = Duration.ofMillis(200);

    /** After so long without another executor, there are no more. */
    static final Duration STABLE = Duration.ofSeconds(5);

    /** The same if fewer cores have registered than were asked for: a container takes its time to start. */
    static final Duration INCOMPLETE = Duration.ofSeconds(60);

    /** Returns the cores as soon as they are complete or their number is stable; without any executor, no task could run. */
    int await() {
        int cores = now.getAsInt();
        Duration unchanged = Duration.ZERO;
        while (cores == 0 || !isComplete(cores, unchanged)) {
            pause.run();
            int changed = now.getAsInt();
            unchanged = changed == cores ? unchanged.plus(POLL) : Duration.ZERO;
            cores = changed;
        }
        return cores;
    }

    private boolean isComplete(int cores, Duration unchanged) {
        if (expected > 0 && cores >= expected) {
            return true;
        }
        return unchanged.compareTo(expected > 0 ? INCOMPLETE : STABLE) >= 0;
    }
}
