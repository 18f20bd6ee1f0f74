package dev.palate.training.web;

import dev.palate.model.EpochFigures;
import dev.palate.streaming.web.EventStream;
import dev.palate.training.JobState;
import dev.palate.training.TrainingJob;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One listener: what it has been told of its job so far. Events are {@code epoch} (its id is the epoch's number),
 * {@code progress} and, last, {@code end} with the whole job.
 */
final class JobEventStream extends EventStream<TrainingJob> {

    private int lastEpoch;
    private int starts;
    private @Nullable Progress lastProgress;

    /** @param lastEpoch the last one that the listener has seen, if it comes back */
    JobEventStream(int lastEpoch) {
        this.lastEpoch = lastEpoch;
    }

    @Override
    protected void send(TrainingJob job) throws IOException {
        sendEpochs(job);
        Progress progress = Progress.of(job);
        if (!progress.equals(lastProgress)) {
            emitter().send(event("progress", progress));
            lastProgress = progress;
        }
        if (job.state().isFinal()) {
            emitter().send(event("end", job));
            emitter().complete();
        }
    }

    private void sendEpochs(TrainingJob job) throws IOException {
        if (job.starts() != starts) {
            int resumed = job.resumedFromEpoch() == null ? 0 : job.resumedFromEpoch();
            lastEpoch = starts == 0 ? lastEpoch : Math.min(lastEpoch, resumed);
            starts = job.starts();
        }
        for (EpochFigures epoch : job.epochs()) {
            if (epoch.epoch() > lastEpoch) {
                emitter().send(event("epoch", epoch).id(Integer.toString(epoch.epoch())));
                lastEpoch = epoch.epoch();
            }
        }
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
