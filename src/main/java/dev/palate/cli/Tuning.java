package dev.palate.cli;

import dev.palate.cli.progress.Progress;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningResult;
import dev.palate.core.tuning.TuningTrial;
import java.time.Clock;
import java.util.Locale;

/** Searches hyper-parameters on the validation data, and prints each trial. */
record Tuning(Clock clock, Progress progress, long seed) {

    /** The contender with the best hyper-parameters; the same one if its algorithm has none to search. */
    <H extends Record> Contender<H> best(Contender<H> contender, Comparison comparison, TuningBudget budget) {
        String name = contender.name();
        if (contender.algorithm().hyperparameters().specs().stream()
                .allMatch(spec -> spec.tune().isEmpty())) {
            return contender;
        }
        try (Progress.Phase phase = progress.begin(name + ": tuning")) {
            RandomSearch search = new RandomSearch(clock, new TuningListener() {
                @Override
                public void onProgress(double share) {
                    phase.update(name + ": tuning", share);
                }

                @Override
                public void onTrial(TuningTrial trial) {
                    progress.println(line(name, trial));
                }
            });
            TuningResult<H> found = search.run(contender, comparison, budget, seed);
            return new Contender<>(contender.algorithm(), found.best());
        }
    }

    private static String line(String name, TuningTrial trial) {
        return String.format(
                Locale.ROOT,
                "%s: rung %d, %s: %s",
                name,
                trial.rung(),
                trial.hyperparameters(),
                trial.score() == null ? trial.failure() : String.format(Locale.ROOT, "%.4f", trial.score()));
    }
}
