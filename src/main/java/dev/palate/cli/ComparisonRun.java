package dev.palate.cli;

import dev.palate.cli.ModelFile.Loaded;
import dev.palate.cli.SplitData.Rankings;
import dev.palate.cli.progress.Progress;
import dev.palate.cli.progress.TrainingWatch;
import dev.palate.cli.report.EvaluatedSplit;
import dev.palate.cli.report.TrainingCurve;
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
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.tuning.TuningBudget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tunes, trains and evaluates one contender after the other on one split, then measures models from files.
 *
 * @param keeper receives the models if one is to be saved
 */
record ComparisonRun(
        Clock clock,
        Progress progress,
        Optional<TuningBudget> budget,
        Training training,
        Optional<ModelKeeper> keeper) {

    /**
     * How every contender is trained.
     *
     * @param refit whether it is trained again on the validation ratings as well
     */
    record Training(boolean refit, long seed, int threads) {}

    /** @param loaded by the name in the report */
    EvaluatedSplit rankings(
            List<Contender<?>> contenders, Map<String, Loaded> loaded, IdIndex items, Rankings<?> split) {
        Comparison comparison = split.comparison();
        Measurements measurements = measured(contenders, split.protocol(), comparison);
        Comparison reported = isRefitted(comparison) ? comparison.withoutValidation() : comparison;
        for (Map.Entry<String, Loaded> entry : loaded.entrySet()) {
            Loaded model = entry.getValue();
            Comparison own = model.comparison(comparison);
            measurements.measure(entry.getKey(), model.contender(), model.over(items), own, 0);
            reported = contenders.isEmpty() ? own : reported;
        }
        return measurements.under(reported.report(split.protocol(), split.note(), measurements.results()), null);
    }

    /** As {@link #rankings}. */
    EvaluatedSplit ratings(
            List<Contender<?>> contenders, Map<String, Loaded> loaded, IdIndex items, RatingComparison comparison) {
        String protocol = Protocol.RATING_PREDICTION.id();
        Measurements measurements = measured(contenders, protocol, comparison);
        loaded.forEach((name, model) -> {
            ItemScorer scorer = model.over(items);
            if (scorer != model.model()) {
                throw new IllegalArgumentException("--load " + name + ": its items are not those of the files, and"
                        + " ratings can only be predicted for the same ones");
            }
            measurements.measure(name, model.contender(), scorer, model.comparison(comparison), 0);
        });
        measurements.results().add(comparison.baseline());
        return measurements.under(
                comparison.report(protocol, Protocol.RATING_PREDICTION.note(), measurements.results()), null);
    }

    /** The notebook's protocol, without the other protocols that an experiment reports. */
    EvaluatedSplit reconstruction(List<Contender<?>> contenders, EvaluationSettings settings, RatingMatrix ratings) {
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
            progress.println(contender.name() + ": done");
        }
        return new Measurements(progress).under(reports.get(0).withResults(results), null);
    }

    private <H extends Record> ExperimentResult experiment(
            Contender<H> contender, EvaluationSettings settings, RatingMatrix ratings) {
        try (TrainingWatch watch = new TrainingWatch(contender, Optional.empty(), progress)) {
            TrainingOptions options =
                    TrainingOptions.of(training.seed, training.threads).withListener(watch);
            return new Experiment()
                    .run(new ExperimentPlan<>(contender, ExperimentPlan.Data.of(ratings), settings, options));
        }
    }

    private Measurements measured(List<Contender<?>> contenders, String protocol, Comparison comparison) {
        if (keeper.isPresent()
                && contenders.size() > 1
                && comparison.validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "--save chooses among several algorithms by validation data, and there are"
                            + " none: give one algorithm, or --validation");
        }
        Measurements measurements = new Measurements(progress);
        for (Contender<?> contender : contenders) {
            measure(contender, protocol, comparison, measurements);
        }
        return measurements;
    }

    private <H extends Record> void measure(
            Contender<H> contender, String protocol, Comparison comparison, Measurements measurements) {
        Contender<H> chosen = budget.isPresent()
                ? new Tuning(clock, progress, training.seed).best(contender, comparison, budget.get())
                : contender;
        long start = System.nanoTime();
        if (isRefitted(comparison)) {
            measureAgain(chosen, protocol, comparison, measurements, start);
        } else {
            Trained<H> trained = trained(chosen, comparison, measurements);
            finish(trained, quality(trained.model, comparison), protocol, comparison, measurements, start);
        }
    }

    /** Measures a contender that is trained on the validation data as well. */
    private <H extends Record> void measureAgain(
            Contender<H> chosen, String protocol, Comparison comparison, Measurements measurements, long start) {
        Comparison complete = comparison.withoutValidation();
        if (!isTrainedFirst(chosen)) {
            finish(trained(chosen, complete, measurements), 0, protocol, complete, measurements, start);
            return;
        }
        Trained<H> first = trained(chosen, comparison, measurements);
        double quality = quality(first.model, comparison);
        Contender<H> settled = chosen.settled(first.model);
        first.model.close();
        Contender<H> again = first.bestEpoch == 0 ? settled : settled.forExactly(first.bestEpoch);
        finish(trained(again, complete, measurements), quality, protocol, complete, measurements, start);
    }

    /** Whether a contender that is trained again must be trained without the validation data first, to learn from them. */
    private <H extends Record> boolean isTrainedFirst(Contender<H> contender) {
        return keeper.isPresent() || contender.algorithm().usesValidation(contender.hyperparameters());
    }

    private record Trained<H extends Record>(Contender<H> contender, Model model, int bestEpoch) {}

    private <H extends Record> Trained<H> trained(
            Contender<H> contender, Comparison comparison, Measurements measurements) {
        Optional<EpochValidation> validation = comparison.validation();
        try (TrainingWatch watch = new TrainingWatch(contender, validation, progress)) {
            Model model = contender.algorithm().trainInMemory(comparison.setup(contender, training.seed, watch));
            validation
                    .flatMap(EpochValidation::criterion)
                    .flatMap(criterion -> TrainingCurve.of(contender.name(), criterion, watch.epochs()))
                    .ifPresent(measurements::add);
            return new Trained<>(contender, model, watch.bestEpoch());
        }
    }

    private boolean isRefitted(Comparison comparison) {
        return training.refit && comparison.validation().isPresent();
    }

    /** By the criterion on the validation data; 0 without, or if no model is to be saved. */
    private double quality(Model model, Comparison comparison) {
        if (keeper.isEmpty()) {
            return 0;
        }
        try (Progress.Phase phase = progress.begin("measuring on the validation data")) {
            return comparison
                    .validation()
                    .map(validation -> validation
                            .measure(model, 0)
                            .getOrDefault(validation.criterion().orElseThrow(), Double.NEGATIVE_INFINITY))
                    .orElse(0.0);
        }
    }

    private void finish(
            Trained<?> trained,
            double quality,
            String protocol,
            Comparison comparison,
            Measurements measurements,
            long start) {
        Contender<?> contender = trained.contender;
        try (Model model = trained.model) {
            double seconds = (System.nanoTime() - start) / 1e9;
            measurements.measure(contender.name(), contender, model, comparison, seconds);
            keeper.ifPresent(keep -> keep.offer(
                    new ModelFile.Training(
                            contender.name(), contender.settings(), protocol, training.seed, training.refit),
                    model,
                    quality));
        }
    }
}
