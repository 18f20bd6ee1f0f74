package dev.palate.streaming.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All listeners of this process. One thread reads the state of every object that has a listener, also if another process changes
 * it, and sends each listener the changes.
 */
public abstract class EventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final long TOUCH_SECONDS = 10;

    private final String threadName;
    private final Duration period;
    private final Set<Subscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    /** @param period how often the states are read */
    protected EventStreams(String threadName, Duration period) {
        this.threadName = threadName;
        this.period = period;
    }

    /** Reads states of one kind. */
    public interface Source<S> {

        /** The states of the objects with these ids; ids that do not exist are left out. */
        Map<UUID, S> find(Collection<UUID> ids);
    }

    /**
     * Adds a listener to the object {@code id} and sends it the state {@code now}.
     *
     * @param permitted whether the listener may still listen; checked whenever the states are read
     */
    protected final <S> SseEmitter open(
            Source<S> source, EventStream<S> stream, UUID id, S now, BooleanSupplier permitted) {
        Subscription<S> subscription = new Subscription<>(source, stream, id, permitted);
        Runnable remove = () -> subscriptions.remove(subscription);
        stream.emitter().onCompletion(remove);
        stream.emitter().onTimeout(remove);
        stream.emitter().onError(error -> remove.run());
        subscriptions.add(subscription);
        send(subscription, now);
        return stream.emitter();
    }

    /** The number of listeners. */
    protected final int size() {
        return subscriptions.size();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks end with their executor
    public synchronized void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(work, threadName);
            created.setDaemon(true);
            return created;
        });
        started.scheduleWithFixedDelay(this::sendChanges, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
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
        subscriptions.forEach(subscription -> subscription.stream().emitter().complete());
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void sendChanges() {
        try {
            endForbidden();
            Map<Source<?>, List<Subscription<?>>> bySource =
                    subscriptions.stream().collect(Collectors.groupingBy(Subscription::source));
            bySource.values().forEach(this::sendChangesOfSource);
        } catch (DataAccessException | TransactionException e) {
            log.debug("Listeners wait for the database: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Changes could not be sent to the listeners", e);
        }
    }

    private void endForbidden() {
        for (Subscription<?> subscription : subscriptions) {
            if (!subscription.permitted().getAsBoolean()) {
                subscriptions.remove(subscription);
                subscription.stream().emitter().complete();
            }
        }
    }

    @SuppressWarnings("unchecked") // All subscriptions of the list have the same source, hence the same type of state.
    private <S> void sendChangesOfSource(List<Subscription<?>> ofSource) {
        Source<S> source = (Source<S>) ofSource.get(0).source();
        Map<UUID, S> found = source.find(ofSource.stream().map(Subscription::id).collect(Collectors.toSet()));
        for (Subscription<?> subscription : ofSource) {
            S now = found.get(subscription.id());
            if (now != null) {
                send((Subscription<S>) subscription, now);
            }
        }
    }

    private <S> void send(Subscription<S> subscription, S now) {
        try {
            subscription.stream().tell(now);
        } catch (IOException | IllegalStateException gone) {
            drop(subscription, gone);
        }
    }

    private void touch() {
        for (Subscription<?> subscription : subscriptions) {
            try {
                subscription.stream().touch();
            } catch (IOException | IllegalStateException gone) {
                drop(subscription, gone);
            }
        }
    }

    private void drop(Subscription<?> subscription, Exception gone) {
        subscriptions.remove(subscription);
        subscription.stream().emitter().completeWithError(gone);
    }

    /** A listener and the object that it listens to. The stream is compared by identity, so no two are equal. */
    private record Subscription<S>(Source<S> source, EventStream<S> stream, UUID id, BooleanSupplier permitted) {}
}
