package dev.palate.training.web;

import dev.palate.model.EpochFigures;
import dev.palate.training.JobState;
import dev.palate.training.TrainingJob;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One listener: what it has been told of its job so far. Events are {@code epoch} (its id is the epoch's number),
 * {@code progress} and, last, {@code end} with the whole job.
 */
final class JobEventStream {

    private static final long NO_TIMEOUT = 0;

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    private int lastEpoch;
    private int starts;
    private @Nullable Progress lastProgress;

    /** @param lastEpoch the last one that the listener has seen, if it comes back */
    JobEventStream(int lastEpoch) {
        this.lastEpoch = lastEpoch;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Tells what is new; false if nothing is. After the end the stream is complete. */
    synchronized boolean send(TrainingJob job) throws IOException {
        boolean sent = sendEpochs(job);
        Progress progress = Progress.of(job);
        if (!progress.equals(lastProgress)) {
            emitter.send(event("progress", progress));
            lastProgress = progress;
            sent = true;
        }
        if (job.state().isFinal()) {
            emitter.send(event("end", job));
            emitter.complete();
        }
        return sent;
    }

    /** Finds out whether the listener is still there. */
    synchronized void touch() throws IOException {
        emitter.send(SseEmitter.event().comment("alive"));
    }

    private boolean sendEpochs(TrainingJob job) throws IOException {
        if (job.starts() != starts) {
            int resumed = job.resumedFromEpoch() == null ? 0 : job.resumedFromEpoch();
            lastEpoch = starts == 0 ? lastEpoch : Math.min(lastEpoch, resumed);
            starts = job.starts();
        }
        boolean sent = false;
        for (EpochFigures epoch : job.epochs()) {
            if (epoch.epoch() > lastEpoch) {
                emitter.send(event("epoch", epoch).id(Integer.toString(epoch.epoch())));
                lastEpoch = epoch.epoch();
                sent = true;
            }
        }
        return sent;
    }

    private static SseEmitter.SseEventBuilder event(String name, Object body) {
        return SseEmitter.event().name(name).data(body, MediaType.APPLICATION_JSON);
    }

    /** The part of a job that changes between epochs. */
    record Progress(
            JobState state,
            int epoch,
            double progress,
            @Nullable Double secondsLeft) {

        static Progress of(TrainingJob job) {
            return new Progress(job.state(), job.epoch(), job.progress(), job.secondsLeft());
        }
    }
}
