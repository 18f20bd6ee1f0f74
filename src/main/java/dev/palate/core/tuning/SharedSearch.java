package dev.palate.core.tuning;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.model.Model;
import dev.palate.core.training.SharedTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The search for an algorithm whose trainings have their work in common: many settings that share all of it, then a few groups of
 * settings around the best of these.
 */
record SharedSearch<H extends Record>(
        Contender<H> base,
        SharedTraining.Shared<H> shared,
        boolean measuresRecency,
        Function<Model, Double> score,
        BooleanSupplier isOver) {

    /** Receives each trial and the share of the search that is done. */
    interface Trials {

        void add(TuningTrial trial, double share);
    }

    /**
     * Tries {@code count} settings, and then the groups.
     *
     * @return the best settings; {@code base} if the time was over before a trial
     */
    TuningResult<H> run(int count, Trials listener) {
        List<TuningTrial> trials = new ArrayList<>();
        Best<H> best = new Best<>(base.hyperparameters(), Double.NEGATIVE_INFINITY);
        List<H> first = shared.first(base.hyperparameters(), count);
        List<H> recencies = measuresRecency ? shared.withRecencies(base.hyperparameters()) : List.of();
        int total = first.size() + recencies.size();
        for (List<H> group : shared.further(base.hyperparameters())) {
            total += group.size();
        }
        best = tryAll(first, best, trials, total, listener);
        if (measuresRecency) {
            best = tryAll(shared.withRecencies(best.hyperparameters()), best, trials, total, listener);
        }
        for (List<H> group : shared.further(best.hyperparameters())) {
            best = tryAll(group, best, trials, total, listener);
        }
        return new TuningResult<>(best.hyperparameters(), best.score(), trials);
    }

    private record Best<H>(H hyperparameters, double score) {}

    private Best<H> tryAll(List<H> settings, Best<H> before, List<TuningTrial> trials, int total, Trials listener) {
        Best<H> best = before;
        for (H candidate : settings) {
            if (!trials.isEmpty() && isOver.getAsBoolean()) {
                break;
            }
            TuningTrial trial = trial(candidate);
            Double value = trial.score();
            trials.add(trial);
            listener.add(trial, (double) trials.size() / total);
            if (isBetter(value, best)) {
                best = new Best<>(candidate, value == null ? 0 : value);
            }
        }
        return best;
    }

    private TuningTrial trial(H candidate) {
        Map<String, Object> settings = new Contender<>(base.algorithm(), candidate).settings();
        Model trained;
        try {
            trained = shared.model(candidate);
        } catch (IllegalArgumentException e) {
            return new TuningTrial(SearchSchedule.RUNGS - 1, settings, null, e.getMessage());
        }
        try (Model model = trained) {
            return new TuningTrial(SearchSchedule.RUNGS - 1, settings, score.apply(model), null);
        }
    }

    private static boolean isBetter(@Nullable Double value, Best<?> best) {
        return value != null && Double.isFinite(value) && value > best.score();
    }
}
