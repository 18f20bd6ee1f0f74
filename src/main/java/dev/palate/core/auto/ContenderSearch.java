package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.network.DeviceException;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.SearchSchedule;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningTrial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches better hyper-parameters for a contender within its share of the time. */
record ContenderSearch(RankingComparison comparison, TimeBudget budget, long seed, SelectionListener listener) {

    private static final Logger log = LoggerFactory.getLogger(ContenderSearch.class);

    /** With fewer settings a search finds little. */
    private static final int LEAST_TRIALS = 4;

    static boolean isPossible(Contender<?> contender) {
        return contender.algorithm().hyperparameters().specs().stream()
                .anyMatch(spec -> !spec.tune().isEmpty());
    }

    /** The number of settings to try in {@code seconds}; 0 if there is too little time for a search. */
    static int trials(Contender<?> contender, ComparedContender row, double seconds) {
        double trainings = TimeShares.trainings(seconds, row);
        boolean epochs = contender.epochs().isPresent();
        int trials = TuningBudget.STANDARD.trials();
        while (trials >= LEAST_TRIALS && new SearchSchedule(trials, epochs).length() > trainings) {
            trials--;
        }
        return trials < LEAST_TRIALS ? 0 : trials;
    }

    /**
     * The best hyper-parameters that were trained in full; empty if they are those of {@code base}, or the time was over before
     * any were.
     *
     * @throws TrainingCancelledException if the listener cancelled
     * @throws DeviceException if the device failed and cannot be used any more
     */
    <H extends Record> Optional<Contender<H>> run(Contender<H> base, int trials, double seconds) {
        Progress progress = new Progress(budget.elapsed() + seconds);
        H best;
        try {
            best = new RandomSearch(budget.clock(), progress)
                    .run(base, comparison, new TuningBudget(trials, 0), seed)
                    .best();
        } catch (TrainingCancelledException e) {
            if (listener.isCancelled()) {
                throw e;
            }
            best = progress.best(base);
        } catch (DeviceException e) {
            throw e; // the next attempt keeps the contenders so far
        } catch (RuntimeException | OutOfMemoryError e) {
            log.warn("The search for '{}' failed", base.name(), e);
            best = progress.best(base);
        }
        return best.equals(base.hyperparameters())
                ? Optional.empty()
                : Optional.of(new Contender<>(base.algorithm(), best));
    }

    private final class Progress implements TuningListener {

        private final double deadline;
        private @Nullable TuningTrial best;

        Progress(double deadline) {
            this.deadline = deadline;
        }

        @Override
        public void onProgress(double share) {
            listener.onProgress(budget.share());
        }

        @Override
        public void onTrial(TuningTrial trial) {
            if (SearchSchedule.isFull(trial.rung())
                    && trial.score() != null
                    && (best == null || best.score() == null || trial.score() > best.score())) {
                best = trial;
            }
        }

        /** The best of an unfinished search. */
        <H extends Record> H best(Contender<H> base) {
            return best == null
                    ? base.hyperparameters()
                    : base.with(best.hyperparameters()).hyperparameters();
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled() || budget.elapsed() > deadline;
        }
    }
}
