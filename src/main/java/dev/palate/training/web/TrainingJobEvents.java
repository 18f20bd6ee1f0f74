package dev.palate.training.web;

import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.job.JobState;
import dev.palate.job.web.EventStream;
import dev.palate.job.web.JobEventStreams;
import dev.palate.job.web.JobEventStreams.Source;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import java.io.IOException;
import java.util.List;
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
        return streams.open(TrainingJobs.KIND.noun(), source, new Listener(epoch(lastEventId)), job.id(), job);
    }

    private static int epoch(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? 0 : Integer.parseInt(lastEventId);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * One listener to a training job, and what has been sent to it so far. Events are {@code contender} for each contender of an
     * automatic training, {@code trial} for each training of a search, {@code epoch} (its id is the epoch's number), {@code progress} and, last, {@code end} with the whole job.
     */
    private static final class Listener extends EventStream<TrainingJob> {

        private int lastEpoch;
        private int contenders;
        private int trials;
        private int attempts;
        private @Nullable Progress lastProgress;

        /** @param lastEpoch the last one that the listener received before it reconnected; 0 for none */
        Listener(int lastEpoch) {
            this.lastEpoch = lastEpoch;
        }

        @Override
        protected void send(TrainingJob job) throws IOException {
            sendContenders(job);
            sendTrials(job);
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

        /** Before the choice, which the event {@code end} contains. */
        private void sendContenders(TrainingJob job) throws IOException {
            if (job.selection() == null || lastEpoch > 0) {
                return;
            }
            List<ComparedContender> all = job.selection().contenders();
            for (ComparedContender contender : all.subList(Math.min(contenders, all.size()), all.size())) {
                emitter().send(event("contender", contender));
            }
            contenders = all.size();
        }

        /** A listener that reconnects after an epoch has received the whole search; one that reconnects earlier receives it again. */
        private void sendTrials(TrainingJob job) throws IOException {
            if (job.tuning() == null || lastEpoch > 0) {
                return;
            }
            List<TuningTrial> all = job.tuning().trials();
            if (all.size() < trials) {
                trials = 0; // another attempt searches again
            }
            for (TuningTrial trial : all.subList(trials, all.size())) {
                emitter().send(event("trial", trial));
            }
            trials = all.size();
        }

        private void sendEpochs(TrainingJob job) throws IOException {
            if (job.attempts() != attempts) {
                int resumed = job.resumedFromEpoch() == null ? 0 : job.resumedFromEpoch();
                lastEpoch = attempts == 0 ? lastEpoch : Math.min(lastEpoch, resumed);
                attempts = job.attempts();
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
}
