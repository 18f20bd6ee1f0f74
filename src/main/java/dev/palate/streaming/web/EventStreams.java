package dev.palate.streaming.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All listeners of this process to one kind of work, whichever process does the work: one thread asks the database for all
 * that is listened to at once, and tells each listener what is new.
 *
 * @param <J> what is listened to
 */
public abstract class EventStreams<J> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final long TOUCH_SECONDS = 10;

    private final String threadName;
    private final Duration period;
    private final Map<EventStream<J>, UUID> streams = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    /** @param period how often the database is asked */
    protected EventStreams(String threadName, Duration period) {
        this.threadName = threadName;
        this.period = period;
    }

    /** Those of the given ones that exist, by id. */
    protected abstract Map<UUID, J> find(Collection<UUID> ids);

    /** Adds a listener, and tells it how things are. */
    protected final SseEmitter open(EventStream<J> stream, UUID id, J now) {
        Runnable forget = () -> streams.remove(stream);
        stream.emitter().onCompletion(forget);
        stream.emitter().onTimeout(forget);
        stream.emitter().onError(error -> forget.run());
        streams.put(stream, id);
        send(stream, now);
        return stream.emitter();
    }

    /** How many listeners there are. */
    protected final int size() {
        return streams.size();
    }

    @Override
    public synchronized void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(work, threadName);
            created.setDaemon(true);
            return created;
        });
        started.scheduleWithFixedDelay(this::sendNews, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(this::touch, TOUCH_SECONDS, TOUCH_SECONDS, TimeUnit.SECONDS);
        thread = started;
    }

    /** Ends all streams before the web server waits for its requests to end. */
    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor started = thread;
        if (started != null) {
            started.shutdownNow();
        }
        thread = null;
        streams.keySet().forEach(stream -> stream.emitter().complete());
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void sendNews() {
        if (streams.isEmpty()) {
            return;
        }
        try {
            Map<UUID, J> found = find(Set.copyOf(streams.values()));
            streams.forEach((stream, id) -> {
                J now = found.get(id);
                if (now != null) {
                    send(stream, now);
                }
            });
        } catch (DataAccessException | TransactionException e) {
            log.debug("Listeners wait for the database: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Listeners could not be told what is new", e);
        }
    }

    private void send(EventStream<J> stream, J now) {
        try {
            stream.tell(now);
        } catch (IOException | IllegalStateException gone) {
            drop(stream, gone);
        }
    }

    private void touch() {
        streams.keySet().forEach(stream -> {
            try {
                stream.touch();
            } catch (IOException | IllegalStateException gone) {
                drop(stream, gone);
            }
        });
    }

    private void drop(EventStream<J> stream, Exception gone) {
        streams.remove(stream);
        stream.emitter().completeWithError(gone);
    }
}
