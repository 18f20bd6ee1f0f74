package dev.palate.batch.web;

import dev.palate.batch.BatchStatus;
import dev.palate.batch.Batches;
import dev.palate.job.web.EventStream;
import dev.palate.job.web.JobEventStreams;
import dev.palate.job.web.JobEventStreams.Source;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the event streams of batches. Events are {@code progress} and, last, {@code end}, with the whole status. */
@Component
class BatchEventStreams {

    private final JobEventStreams streams;
    private final Source<BatchStatus> source;

    BatchEventStreams(JobEventStreams streams, Batches batches) {
        this.streams = streams;
        this.source = ids -> batches.find(ids).stream().collect(Collectors.toMap(BatchStatus::id, status -> status));
    }

    SseEmitter open(BatchStatus now) {
        return streams.open(Batches.KIND.noun(), source, new Listener(), now.id(), now);
    }

    private static final class Listener extends EventStream<BatchStatus> {

        private @Nullable BatchStatus last;

        @Override
        protected void send(BatchStatus now) throws IOException {
            if (now.state().isFinal()) {
                emitter().send(event("end", now));
                emitter().complete();
            } else if (last == null || last.state() != now.state() || last.usersDone() != now.usersDone()) {
                emitter().send(event("progress", now));
                last = now;
            }
        }
    }
}
