package dev.palate.training;

import dev.palate.core.auto.SelectionListener;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.TuningTrial;
import dev.palate.database.AfterCommit;
import dev.palate.job.Attempt;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.training.order.JobOrder;
import dev.palate.training.progress.TrainingLength;
import dev.palate.training.progress.TrainingProgress;
import dev.palate.training.progress.TrainingRecorder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Creates the recorders that connect a running training with its attempt: progress, saved states, warnings, cancellation. */
@Component
class AttemptRecorders {

    private static final Logger log = LoggerFactory.getLogger(AttemptRecorders.class);
    /** States are saved so rarely that saving takes a tenth of the time. */
    private static final int SAVING_SHARE = 9;

    private final TrainingRows rows;
    private final Checkpoints checkpoints;
    private final TrainingMetrics metrics;
    private final TrainingSettings settings;
    private final Clock clock;

    AttemptRecorders(
            TrainingRows rows,
            Checkpoints checkpoints,
            TrainingMetrics metrics,
            TrainingSettings settings,
            Clock clock) {
        this.rows = rows;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    AttemptRecorder recorder(Attempt attempt, JobOrder order) {
        return new AttemptRecorder(attempt, order);
    }

    /** While the database is unavailable the training continues: nothing is lost, and all is written when it is back. */
    final class AttemptRecorder extends TrainingRecorder implements SelectionListener {

        private final Attempt attempt;
        private final String algorithm;
        private Instant nextSave = clock.instant().plus(settings.save());
        private int epochSavedEarlier;

        private AttemptRecorder(Attempt attempt, JobOrder order) {
            super(clock, TrainingLength.of(order));
            this.attempt = attempt;
            this.algorithm = order.name();
        }

        /** Only later epochs count as progress: an earlier attempt came that far, and this one does not use its state. */
        void expectMoreThan(int epoch) {
            epochSavedEarlier = epoch;
        }

        /** Writes the progress in the current transaction. */
        void write() {
            TrainingProgress progress = progress();
            rows.write(attempt.job(), progress);
            AfterCommit.run(() -> written(progress));
        }

        /** Records an epoch of a training in another process, which keeps its own state to resume from. */
        void remoteEpoch(EpochReport report) {
            Epoch ended = record(report);
            metrics.epoch(algorithm, ended.figures(), ended.seconds());
            attempt.tryWrite(() -> {
                write();
                attempt.markAdvanced();
            });
        }

        @Override
        public boolean isCancelled() {
            return attempt.isStopRequested();
        }

        /** Fenced, and retried while the database is unavailable: a later attempt continues after this contender. */
        @Override
        public void onContender(SelectionReport soFar) {
            log.info("Job {}: {}", attempt.job(), soFar.summary());
            attempt.write(() -> {
                rows.writeSelection(attempt.job(), soFar);
                attempt.markAdvanced();
            });
        }

        @Override
        public void onWarning(String message) {
            attempt.warn(message);
        }

        @Override
        public synchronized void onTrial(TuningTrial trial) {
            super.onTrial(trial);
            log.info("Search for '{}': {}", algorithm, trial);
        }

        @Override
        protected void onEpochEnd(Epoch ended, TrainingState state) {
            metrics.epoch(algorithm, ended.figures(), ended.seconds());
            metrics.device(algorithm, ended.device());
            saveIfDue(ended.figures().epoch(), state);
        }

        @Override
        protected void onPartEnd(TrainingPart ended, TrainingState state) {
            saveIfDue(ended.done(), state);
        }

        private void saveIfDue(int epoch, TrainingState state) {
            Instant began = clock.instant();
            boolean due = settings.save().isZero() || !began.isBefore(nextSave);
            if (due && attempt.isDatabaseReachable()) {
                save(epoch, state);
                Instant saved = clock.instant();
                Duration pause = Duration.between(began, saved).multipliedBy(SAVING_SHARE);
                nextSave = saved.plus(pause.compareTo(settings.save()) > 0 ? pause : settings.save());
            }
        }

        /** Saves the state after an epoch or part together with all figures up to it. */
        private void save(int epoch, TrainingState state) {
            attempt.tryWrite(() -> {
                write();
                rows.replaceSaved(attempt.job(), checkpoints.write(state::save).id(), epoch);
                if (epoch > epochSavedEarlier) {
                    attempt.markAdvanced();
                }
            });
        }
    }
}
