package dev.palate.recommendation;

import java.util.concurrent.ArrayBlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Lends arrays for scores, so that a request does not allocate in proportion to the catalogue. At most twice as many as
 * there are processors are kept; a thread that finds none makes its own. Their contents are left over from earlier use.
 */
@Component
final class ScoreBuffers {

    private final ArrayBlockingQueue<float[]> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    /** An array of at least {@code length}. */
    float[] borrow(int length) {
        float[] buffer = idle.poll();
        return buffer != null && buffer.length >= length ? buffer : new float[length];
    }

    void giveBack(float[] buffer) {
        // Refused when full: the garbage collector takes it.
        boolean unused = idle.offer(buffer);
    }
}
