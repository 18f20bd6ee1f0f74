package dev.palate.cli;

import dev.palate.cli.SplitData.Rankings;
import dev.palate.cli.progress.Progress;
import dev.palate.cli.progress.TrainingWatch;
import dev.palate.cli.report.EvaluatedSplit;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.auto.SelectionListener;
import dev.palate.core.auto.TimeBudget;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingListener;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses a model as an automatic training does, and then measures all contenders on the test data.
 *
 * @param keeper receives the chosen model if it is to be saved
 */
record AutoRun(Clock clock, Progress progress, AutoBudget budget, long seed, Optional<ModelKeeper> keeper) {

    private static final ContenderFamily FAMILY = ContenderFamily.standard();

    /** The selection, and the contenders trained again on training and validation data: the chosen one within the budget. */
    EvaluatedSplit run(Rankings<RankingComparison> rankings, double threshold) {
        TimeBudget time = TimeBudget.withoutReport(clock, budget);
        SelectionReport report;
        AutoSelection selection;
        try (Progress.Phase phase = progress.begin("auto: comparing")) {
            selection = new AutoSelection(FAMILY, rankings.comparison(), time, seed, new Printer(phase));
            report = selection.select(threshold, Optional.empty());
        }
        Measurements measurements = new Measurements(progress);
        Again again = new Again(rankings, measurements);
        again.measure(report.winner().orElseThrow(), selection.finalLimit(TrainingListener.SILENT));
        progress.println(String.format(
                Locale.ROOT,
                "%.0f of %.0f s are spent; the other contenders are trained again outside of the budget",
                time.elapsed(),
                time.total()));
        for (ComparedContender row : report.contenders()) {
            if (!row.chosen() && !row.metrics().isEmpty()) {
                again.measure(row, TrainingListener.SILENT);
            }
        }
        return measurements.under(
                again.complete.report(rankings.protocol(), rankings.note(), again.inOrderOf(report)), report);
    }

    /** Trains contenders on training and validation data together, and measures them. */
    private final class Again {

        private final Rankings<RankingComparison> rankings;
        private final Comparison complete;
        private final Measurements measurements;

        Again(Rankings<RankingComparison> rankings, Measurements measurements) {
            this.rankings = rankings;
            this.complete = rankings.comparison().withoutValidation();
            this.measurements = measurements;
        }

        void measure(ComparedContender row, TrainingListener limit) {
            measure(FAMILY.again(row), row, limit);
        }

        private <H extends Record> void measure(Contender<H> contender, ComparedContender row, TrainingListener limit) {
            long start = clock.millis();
            try (TrainingWatch watch = new TrainingWatch(contender, Optional.empty(), progress, limit);
                    Model model = contender.algorithm().trainInMemory(complete.setup(contender, seed, watch))) {
                double seconds = (clock.millis() - start) / 1000.0;
                measurements.measure(row.label(), contender, model, complete, seconds);
                if (row.chosen()) {
                    keeper.ifPresent(keep -> keep.offer(
                            new ModelFile.Training(
                                    contender.name(), contender.settings(), rankings.protocol(), seed, true),
                            model,
                            0));
                }
            }
        }

        private List<AlgorithmResult> inOrderOf(SelectionReport report) {
            Map<String, AlgorithmResult> byName = new HashMap<>();
            measurements.results().forEach(result -> byName.put(result.algorithm(), result));
            return report.contenders().stream()
                    .map(row -> byName.get(row.label()))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    private final class Printer implements SelectionListener {

        private final Progress.Phase phase;

        Printer(Progress.Phase phase) {
            this.phase = phase;
        }

        @Override
        public void onProgress(double share) {
            phase.update("auto: comparing, by the time budget", share);
        }

        @Override
        public void onContender(SelectionReport soFar) {
            progress.println(soFar.summary());
        }
    }
}
