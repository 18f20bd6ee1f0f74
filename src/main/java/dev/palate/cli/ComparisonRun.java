package dev.palate.cli;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.RatingComparison;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingState;
import dev.palate.core.tuning.RandomSearch;
import dev.palate.core.tuning.TuningBudget;
import dev.palate.core.tuning.TuningListener;
import dev.palate.core.tuning.TuningResult;
import dev.palate.core.tuning.TuningTrial;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tunes, trains and evaluates one contender after the other, and prints its progress on the error stream. */
record ComparisonRun(Clock clock, PrintWriter progress, Optional<TuningBudget> budget, Training training) {

    /**
     * How every contender is trained.
     *
     * @param refit whether it is trained again on the validation ratings as well
     */
    record Training(boolean refit, long seed, int threads) {}

    ProtocolReport rankings(List<Contender<?>> contenders, Comparison comparison, String protocol, String note) {
        List<AlgorithmResult> results = results(contenders, comparison);
        return (isRefitted(comparison) ? comparison.withoutValidation() : comparison).report(protocol, note, results);
    }

    ProtocolReport ratings(List<Contender<?>> contenders, RatingComparison comparison) {
        List<AlgorithmResult> results = results(contenders, comparison);
        results.add(comparison.baseline());
        return comparison.report(Protocol.RATING_PREDICTION.id(), Protocol.RATING_PREDICTION.note(), results);
    }

    /** The notebook's protocol, without the other protocols that an experiment reports. */
    ProtocolReport reconstruction(List<Contender<?>> contenders, EvaluationSettings settings, RatingMatrix ratings) {
        if (budget.isPresent()) {
            throw new IllegalArgumentException("--tune needs validation users, and reconstruction has none");
        }
        List<AlgorithmResult> results = new ArrayList<>();
        List<ProtocolReport> reports = new ArrayList<>();
        for (Contender<?> contender : contenders) {
            ExperimentResult result = experiment(contender, settings, ratings);
            result.model().close();
            reports.add(result.report().protocols().get(0));
            results.add(reports.get(reports.size() - 1).results().get(0));
            progress.printf(Locale.ROOT, "%s: done%n", contender.algorithm().name());
        }
        return reports.get(0).withResults(results);
    }

    private <H extends Record> ExperimentResult experiment(
            Contender<H> contender, EvaluationSettings settings, RatingMatrix ratings) {
        TrainingOptions options = TrainingOptions.of(training.seed, training.threads)
                .withListener(new EpochWatch(contender.name(), Optional.empty(), progress));
        return new Experiment()
                .run(new ExperimentPlan<>(contender, ExperimentPlan.Data.of(ratings), settings, options));
    }

    private List<AlgorithmResult> results(List<Contender<?>> contenders, Comparison comparison) {
        List<AlgorithmResult> results = new ArrayList<>();
        for (Contender<?> contender : contenders) {
            results.add(result(contender, comparison));
        }
        return results;
    }

    private <H extends Record> AlgorithmResult result(Contender<H> contender, Comparison comparison) {
        Contender<H> chosen = budget.isPresent() ? tuned(contender, comparison, budget.get()) : contender;
        EpochWatch best = new EpochWatch(contender.algorithm().name(), comparison.validation(), progress);
        long start = System.nanoTime();
        Model model = contender.algorithm().train(comparison.setup(chosen, training.seed, best));
        if (!isRefitted(comparison)) {
            return measure(chosen, model, comparison, start);
        }
        Contender<H> settled = chosen.settled(model);
        model.close();
        Comparison complete = comparison.withoutValidation();
        Contender<H> again = best.epoch() == 0 ? settled : settled.forExactly(best.epoch());
        return measure(again, contender.algorithm().train(complete.setup(again, training.seed, best)), complete, start);
    }

    private boolean isRefitted(Comparison comparison) {
        return training.refit && comparison.validation().isPresent();
    }

    private AlgorithmResult measure(Contender<?> contender, Model trained, Comparison comparison, long start) {
        try (Model model = trained) {
            double seconds = (System.nanoTime() - start) / 1e9;
            AlgorithmResult result = comparison.measure(contender, model, seconds);
            double all = (System.nanoTime() - start) / 1e9;
            progress.printf(
                    Locale.ROOT,
                    "%s: trained in %.1f s, measured in %.1f s%n",
                    contender.algorithm().name(),
                    seconds,
                    all - seconds);
            return result;
        }
    }

    private <H extends Record> Contender<H> tuned(Contender<H> contender, Comparison comparison, TuningBudget within) {
        String name = contender.algorithm().name();
        if (contender.algorithm().hyperparameters().specs().stream()
                .allMatch(spec -> spec.tune().isEmpty())) {
            return contender;
        }
        RandomSearch search = new RandomSearch(clock, new TuningListener() {
            @Override
            public void onTrial(TuningTrial trial) {
                progress.printf(
                        Locale.ROOT,
                        "%s: rung %d, %s: %s%n",
                        name,
                        trial.rung(),
                        trial.hyperparameters(),
                        trial.score() == null ? trial.failure() : String.format(Locale.ROOT, "%.4f", trial.score()));
            }
        });
        TuningResult<H> found = search.run(contender, comparison, within, training.seed);
        return new Contender<>(contender.algorithm(), found.best());
    }

    /** Prints the warnings of a training and remembers the epoch with the best validation. */
    private static final class EpochWatch implements TrainingListener {

        private final String name;
        private final Optional<String> criterion;
        private final PrintWriter progress;
        private double best = Double.NEGATIVE_INFINITY;
        private int epoch;

        EpochWatch(String name, Optional<EpochValidation> validation, PrintWriter progress) {
            this.name = name;
            this.criterion = validation.flatMap(EpochValidation::criterion);
            this.progress = progress;
        }

        /** From 1; 0 if there were no epochs or no validation. */
        int epoch() {
            return epoch;
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            double value = criterion
                    .map(metric -> report.metrics().getOrDefault(metric, Double.NEGATIVE_INFINITY))
                    .orElse(Double.NEGATIVE_INFINITY);
            if (value > best) {
                best = value;
                epoch = report.epoch();
            }
        }

        @Override
        public void onWarning(String message) {
            progress.printf(Locale.ROOT, "%s: %s%n", name, message);
        }
    }
}
