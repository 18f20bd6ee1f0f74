package dev.palate.recommendation.scoring;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * A pool of arrays for scores, so that a request does not allocate memory in proportion to the catalogue. The pool keeps at
 * most two arrays per processor and 32 MB; a thread that finds it empty allocates a new array. Arrays are not cleared.
 */
@Component
public final class ScoreBuffers {

    private static final long MOST_IDLE_FLOATS = 8 << 20;

    private final AtomicLong idleFloats = new AtomicLong();
    private final ArrayBlockingQueue<float[]> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    /** An array of at least {@code length}. */
    float[] borrow(int length) {
        float[] buffer = idle.poll();
        if (buffer != null) {
            idleFloats.addAndGet(-buffer.length);
        }
        return buffer != null && buffer.length >= length ? buffer : new float[length];
    }

    void release(float[] buffer) {
        // A full pool refuses the array, which is then garbage-collected.
        if (idleFloats.addAndGet(buffer.length) > MOST_IDLE_FLOATS || !idle.offer(buffer)) {
            idleFloats.addAndGet(-buffer.length);
        }
    }
}
