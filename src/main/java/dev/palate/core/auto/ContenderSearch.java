package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningTrial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches better hyper-parameters within some seconds for an algorithm without epochs. */
record ContenderSearch(RankingComparison comparison, TimeBudget budget, long seed, SelectionListener listener) {

    private static final Logger log = LoggerFactory.getLogger(ContenderSearch.class);

    /** The common work of the settings of a {@link SharedTraining} takes about as long as this number of trainings. */
    private static final double SHARED_LENGTH = 2;

    /** With fewer trainings a search finds little. */
    private static final double LEAST_TRAININGS = 8;

    /** Whether such a search is possible, and worth beginning in so many seconds. */
    boolean fits(Contender<?> base, double seconds, ComparedContender row) {
        boolean tunable = base.algorithm().hyperparameters().specs().stream()
                .anyMatch(spec -> !spec.tune().isEmpty());
        double trainings = TimeShares.trainings(seconds, row);
        return tunable && (trainings >= LEAST_TRAININGS || (trainings >= SHARED_LENGTH && isShared(base)));
    }

    private <H extends Record> boolean isShared(Contender<H> base) {
        Optional<SharedTraining.Shared<H>> shared = SharedTraining.of(base.algorithm())
                .flatMap(training -> training.share(comparison.setup(base, seed, TrainingListener.SILENT)));
        shared.ifPresent(SharedTraining.Shared::close);
        return shared.isPresent();
    }

    /**
     * The best hyper-parameters; empty if they are those of {@code base}.
     *
     * @throws TrainingCancelledException if the listener cancelled
     */
    <H extends Record> Optional<Contender<H>> run(Contender<H> base, double seconds) {
        Progress progress = new Progress(budget.elapsed() + seconds);
        H best;
        try {
            best = new RandomSearch(budget.clock(), progress)
                    .run(base, comparison, TuningBudget.STANDARD, seed)
                    .best();
        } catch (TrainingCancelledException e) {
            if (listener.isCancelled()) {
                throw e;
            }
            best = progress.best(base);
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
            if (trial.score() != null && (best == null || best.score() == null || trial.score() > best.score())) {
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
