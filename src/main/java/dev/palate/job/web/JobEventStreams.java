package dev.palate.job.web;

import dev.palate.job.JobException;
import dev.palate.job.settings.JobSettings;
import dev.palate.overload.Permission;
import java.io.IOException;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All listeners of this process to jobs of any kind. One thread reads the state of every job that has a listener, also if
 * another process changes it, and sends each listener the changes.
 */
@Component
public class JobEventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobEventStreams.class);
    private static final long TOUCH_SECONDS = 10;

    private final JobSettings settings;
    private final Permission access;
    private final Set<Subscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    JobEventStreams(JobSettings settings, Permission access) {
        this.settings = settings;
        this.access = access;
    }

    /** Reads states of one kind. */
    public interface Source<S> {

        /** The states of the jobs with these ids; ids that do not exist are left out. */
        Map<UUID, S> find(Collection<UUID> ids);
    }

    /**
     * Adds a listener and sends it the state {@code now}. The stream ends at the latest when the key of the request becomes invalid.
     *
     * @param noun what a caller can request instead of a stream
     * @param source reads the later states; one instance for all streams of a kind
     * @param stream renders the states
     * @throws JobException if too many streams are open
     */
    public <S> SseEmitter open(String noun, Source<S> source, EventStream<S> stream, UUID id, S now) {
        if (subscriptions.size() >= settings.listeners()) {
            throw JobException.tooManyListeners(noun, settings.listeners());
        }
        Subscription<S> subscription = new Subscription<>(source, stream, id, access.ofThisRequest());
        Runnable remove = () -> subscriptions.remove(subscription);
        stream.emitter().onCompletion(remove);
        stream.emitter().onTimeout(remove);
        stream.emitter().onError(error -> remove.run());
        subscriptions.add(subscription);
        send(subscription, now);
        return stream.emitter();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks end with their executor
    public synchronized void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(work, "job-events");
            created.setDaemon(true);
            return created;
        });
        long period = settings.progress().toMillis();
        started.scheduleWithFixedDelay(this::sendChanges, period, period, TimeUnit.MILLISECONDS);
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
        subscriptions.removeIf(subscription -> {
            boolean forbidden = !subscription.permitted().getAsBoolean();
            if (forbidden) {
                subscription.stream().emitter().complete();
            }
            return forbidden;
        });
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

    /** A listener and the job that it listens to. The stream is compared by identity, so no two are equal. */
    private record Subscription<S>(Source<S> source, EventStream<S> stream, UUID id, BooleanSupplier permitted) {}
}
