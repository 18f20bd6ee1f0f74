package dev.palate.training.web;

import dev.palate.training.TooManyListenersException;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobReader;
import dev.palate.training.TrainingSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 * All listeners of this process, whichever process runs their jobs: one thread asks the database for all of their jobs at
 * once, as often as progress is written, and tells each listener what is new.
 */
@Component
class JobEventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobEventStreams.class);
    private static final long TOUCH_SECONDS = 10;

    private final TrainingJobReader reader;
    private final TrainingSettings settings;
    private final Map<JobEventStream, UUID> streams = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    JobEventStreams(TrainingJobReader reader, TrainingSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    /** Opens a stream that begins with the job's first epoch, or after the one that {@code lastEventId} names. */
    SseEmitter open(TrainingJob job, @Nullable String lastEventId) {
        if (streams.size() >= settings.listeners()) {
            throw new TooManyListenersException(settings.listeners());
        }
        JobEventStream stream = new JobEventStream(epoch(lastEventId));
        Runnable forget = () -> streams.remove(stream);
        stream.emitter().onCompletion(forget);
        stream.emitter().onTimeout(forget);
        stream.emitter().onError(error -> forget.run());
        streams.put(stream, job.id());
        send(stream, job);
        return stream.emitter();
    }

    int size() {
        return streams.size();
    }

    @Override
    public synchronized void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(work, "training-events");
            created.setDaemon(true);
            return created;
        });
        long period = settings.progress().toMillis();
        started.scheduleWithFixedDelay(this::sendNews, period, period, TimeUnit.MILLISECONDS);
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
            Collection<UUID> ids = Set.copyOf(streams.values());
            Map<UUID, TrainingJob> jobs =
                    reader.find(ids).stream().collect(Collectors.toMap(TrainingJob::id, job -> job));
            streams.forEach((stream, id) -> {
                TrainingJob job = jobs.get(id);
                if (job != null) {
                    send(stream, job);
                }
            });
        } catch (DataAccessException | TransactionException e) {
            log.debug("Listeners wait for the database: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Listeners could not be told of their jobs", e);
        }
    }

    private void send(JobEventStream stream, TrainingJob job) {
        try {
            stream.send(job);
        } catch (IOException | IllegalStateException gone) {
            streams.remove(stream);
            stream.emitter().completeWithError(gone);
        }
    }

    private void touch() {
        streams.keySet().forEach(stream -> {
            try {
                stream.touch();
            } catch (IOException | IllegalStateException gone) {
                streams.remove(stream);
                stream.emitter().completeWithError(gone);
            }
        });
    }

    private static int epoch(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
