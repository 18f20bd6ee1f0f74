package dev.palate.overload;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The heap that all requests of this process may use at the same time. A request reserves upper estimates before it allocates:
 * for its body, its lists and its scores. Work outside of requests reserves nothing.
 */
@Component
public final class MemoryBudget {

    private static final double SHARE_OF_HEAP = 0.4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long total;
    private final AtomicLong reserved = new AtomicLong();

    @SuppressWarnings("ThreadLocalUsage") // One budget per process; tests have several.
    private final ThreadLocal<@Nullable Reservation> current = new ThreadLocal<>();

    public MemoryBudget(WorkSettings settings) {
        long set = settings.memory().toBytes();
        this.total =
                set > 0 ? set : (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory());
    }

    /** Begins a request on this thread. */
    public Reservation open() {
        Reservation reservation = new Reservation();
        current.set(reservation);
        return reservation;
    }

    /**
     * Reserves heap until the end of the request of this thread.
     *
     * @throws MemoryException if the request needs more than there is, or more than other requests leave
     */
    public void reserve(long bytes) {
        Reservation reservation = current.get();
        if (reservation != null) {
            reservation.add(bytes);
        }
    }

    /** What the request of this thread has reserved. */
    public long held() {
        Reservation reservation = current.get();
        return reservation == null ? 0 : reservation.held;
    }

    /** Ends the reservations that the request of this thread made after it held {@code bytes}. */
    public void releaseTo(long bytes) {
        Reservation reservation = current.get();
        if (reservation != null) {
            reservation.releaseTo(bytes);
        }
    }

    public long reserved() {
        return reserved.get();
    }

    /** What one request has reserved. */
    public final class Reservation implements AutoCloseable {

        private long held;

        private Reservation() {}

        private void add(long bytes) {
            if (held + bytes > total) {
                throw MemoryException.neverFits(held + bytes, total);
            }
            if (reserved.addAndGet(bytes) > total) {
                reserved.addAndGet(-bytes);
                throw MemoryException.doesNotFitNow(RETRY_AFTER);
            }
            held += bytes;
        }

        private void releaseTo(long bytes) {
            reserved.addAndGet(bytes - held);
            held = bytes;
        }

        @Override
        public void close() {
            releaseTo(0);
            current.remove();
        }
    }
}
