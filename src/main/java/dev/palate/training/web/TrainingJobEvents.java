package dev.palate.training.web;

import dev.palate.job.web.JobEventStreams;
import dev.palate.streaming.web.EventStreams.Source;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the event streams of training jobs. */
@Component
class TrainingJobEvents {

    private final JobEventStreams streams;
    private final Source<TrainingJob> source;

    TrainingJobEvents(JobEventStreams streams, TrainingJobs jobs) {
        this.streams = streams;
        this.source = ids -> jobs.find(ids).stream().collect(Collectors.toMap(TrainingJob::id, job -> job));
    }

    /** Opens a stream that begins with the job's first epoch, or after the one that {@code lastEventId} names. */
    SseEmitter open(TrainingJob job, @Nullable String lastEventId) {
        return streams.open(TrainingJobs.KIND, source, new TrainingJobEventStream(epoch(lastEventId)), job.id(), job);
    }

    private static int epoch(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
