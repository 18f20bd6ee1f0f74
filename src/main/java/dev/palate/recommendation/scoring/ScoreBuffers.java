package dev.palate.recommendation.scoring;

import java.util.concurrent.ArrayBlockingQueue;
import org.springframework.stereotype.Component;

/**
 * A pool of arrays for scores, so that a request does not allocate memory in proportion to the catalogue. The pool keeps at
 * most two arrays per processor; a thread that finds it empty allocates a new array. Arrays are not cleared.
 */
@Component
public final class ScoreBuffers {

    private final ArrayBlockingQueue<float[]> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    /** An array of at least {@code length}. */
    float[] borrow(int length) {
        float[] buffer = idle.poll();
        return buffer != null && buffer.length >= length ? buffer : new float[length];
    }

    void release(float[] buffer) {
        // A full pool refuses the array, which is then garbage-collected.
        boolean unused = idle.offer(buffer);
    }
}
