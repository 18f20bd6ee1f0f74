package dev.palate.job.web;

import dev.palate.job.JobException;
import dev.palate.job.JobKind;
import dev.palate.job.settings.JobSettings;
import dev.palate.overload.Permission;
import dev.palate.streaming.web.EventStream;
import dev.palate.streaming.web.EventStreams;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All listeners of this process to jobs of any kind. */
@Component
public class JobEventStreams extends EventStreams {

    private final int limit;
    private final Permission access;

    JobEventStreams(JobSettings settings, Permission access) {
        super("job-events", settings.progress());
        this.limit = settings.listeners();
        this.access = access;
    }

    /**
     * Opens a stream that begins with the state {@code now} and ends at the latest when the key of the request becomes invalid.
     *
     * @param source reads the later states; one instance for all streams of a kind
     * @param stream renders the states
     * @throws JobException if too many streams are open
     */
    public <S> SseEmitter open(JobKind kind, Source<S> source, EventStream<S> stream, UUID id, S now) {
        if (size() >= limit) {
            throw JobException.tooManyListeners(kind, limit);
        }
        return open(source, stream, id, now, access.ofThisRequest());
    }
}
