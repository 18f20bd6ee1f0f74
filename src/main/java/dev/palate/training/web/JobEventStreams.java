package dev.palate.training.web;

import dev.palate.streaming.web.EventStreams;
import dev.palate.training.TooManyListenersException;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobReader;
import dev.palate.training.TrainingSettings;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All listeners of this process to training jobs; told as often as progress is written. */
@Component
class JobEventStreams extends EventStreams<TrainingJob> {

    private final TrainingJobReader reader;
    private final TrainingSettings settings;

    JobEventStreams(TrainingJobReader reader, TrainingSettings settings) {
        super("training-events", settings.progress());
        this.reader = reader;
        this.settings = settings;
    }

    /** Opens a stream that begins with the job's first epoch, or after the one that {@code lastEventId} names. */
    SseEmitter open(TrainingJob job, @Nullable String lastEventId) {
        if (size() >= settings.listeners()) {
            throw new TooManyListenersException(settings.listeners());
        }
        return open(new JobEventStream(epoch(lastEventId)), job.id(), job);
    }

    @Override
    protected Map<UUID, TrainingJob> find(Collection<UUID> ids) {
        return reader.find(ids).stream().collect(Collectors.toMap(TrainingJob::id, job -> job));
    }

    private static int epoch(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
