package dev.palate.streaming.web;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One listener: what it has been told so far.
 *
 * @param <J> what it listens to
 */
public abstract class EventStream<J> {

    private static final long NO_TIMEOUT = 0;

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);

    /** Tells what is new, and completes the emitter once nothing more can come. */
    protected abstract void send(J job) throws IOException;

    protected final SseEmitter emitter() {
        return emitter;
    }

    protected static SseEmitter.SseEventBuilder event(String name, Object body) {
        return SseEmitter.event().name(name).data(body, MediaType.APPLICATION_JSON);
    }

    final synchronized void tell(J job) throws IOException {
        send(job);
    }

    /** Finds out whether the listener is still there. */
    final synchronized void touch() throws IOException {
        emitter.send(SseEmitter.event().comment("alive"));
    }
}
