package dev.palate.importing.web;

import dev.palate.importing.ImportStatus;
import dev.palate.importing.Imports;
import dev.palate.job.web.EventStream;
import dev.palate.job.web.JobEventStreams;
import dev.palate.job.web.JobEventStreams.Source;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the event streams of imports. Events are {@code progress} and, last, {@code end}, with the whole status. */
@Component
class ImportEventStreams {

    private final JobEventStreams streams;
    private final Source<ImportStatus> source;

    ImportEventStreams(JobEventStreams streams, Imports imports) {
        this.streams = streams;
        this.source = ids -> imports.find(ids).stream().collect(Collectors.toMap(ImportStatus::id, status -> status));
    }

    SseEmitter open(ImportStatus now) {
        return streams.open(Imports.KIND.noun(), source, new Listener(), now.id(), now);
    }

    private static final class Listener extends EventStream<ImportStatus> {

        private @Nullable ImportStatus last;

        @Override
        protected void send(ImportStatus now) throws IOException {
            if (now.state().isFinal()) {
                emitter().send(event("end", now));
                emitter().complete();
            } else if (last == null || last.state() != now.state() || last.rowsRead() != now.rowsRead()) {
                emitter().send(event("progress", now));
                last = now;
            }
        }
    }
}
