package dev.palate.job.web;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One listener, and what has been sent to it so far.
 *
 * @param <S> the state that it listens to
 */
public abstract class EventStream<S> {

    private static final long NO_TIMEOUT = 0;

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);

    /** Sends what is new, and completes the emitter once nothing more can follow. */
    protected abstract void send(S state) throws IOException;

    protected final SseEmitter emitter() {
        return emitter;
    }

    protected static SseEmitter.SseEventBuilder event(String name, Object body) {
        return SseEmitter.event().name(name).data(body, MediaType.APPLICATION_JSON);
    }

    final synchronized void tell(S state) throws IOException {
        send(state);
    }

    /** Finds out whether the listener is still there. */
    final synchronized void touch() throws IOException {
        emitter.send(SseEmitter.event().comment("alive"));
    }
}
