package dev.palate.importing.web;

import dev.palate.importing.ImportStatus;
import dev.palate.importing.Imports;
import dev.palate.importing.TooManyImportListenersException;
import dev.palate.streaming.web.EventStream;
import dev.palate.streaming.web.EventStreams;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All listeners of this process to imports. Events are {@code progress} and, last, {@code end}, with the whole status. */
@Component
class ImportEventStreams extends EventStreams<ImportStatus> {

    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Imports imports;

    ImportEventStreams(Imports imports) {
        super("import-events", PERIOD);
        this.imports = imports;
    }

    SseEmitter open(ImportStatus now) {
        if (size() >= imports.listeners()) {
            throw new TooManyImportListenersException(imports.listeners());
        }
        return open(new Listener(), now.id(), now);
    }

    @Override
    protected Map<UUID, ImportStatus> find(Collection<UUID> ids) {
        return imports.find(ids).stream().collect(Collectors.toMap(ImportStatus::id, status -> status));
    }

    private static final class Listener extends EventStream<ImportStatus> {

        private @Nullable ImportStatus last;

        @Override
        protected void send(ImportStatus now) throws IOException {
            if (now.state().isEnded()) {
                emitter().send(event("end", now));
                emitter().complete();
            } else if (last == null || last.state() != now.state() || last.rowsRead() != now.rowsRead()) {
                emitter().send(event("progress", now));
                last = now;
            }
        }
    }
}
