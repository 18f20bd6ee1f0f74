package dev.palate.cli;

import dev.palate.cli.SplitChoice.Rankings;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.auto.SelectionListener;
import dev.palate.core.auto.TimeBudget;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses a model as an automatic training does, and then measures all contenders on the test data. */
record AutoRun(Clock clock, PrintWriter progress, AutoBudget budget, long seed, int threads) {

    private static final ContenderFamily FAMILY = ContenderFamily.standard();

    /** The selection, and the contenders trained again on training and validation data: the chosen one within the budget. */
    EvaluationReport run(Rankings rankings, double threshold) {
        TimeBudget time = TimeBudget.beginning(clock, budget);
        AutoSelection selection = new AutoSelection(FAMILY, rankings.comparison(), time, seed, new Printer());
        SelectionReport report = selection.select(threshold, Optional.empty());
        Comparison complete = rankings.comparison().withoutValidation();
        AlgorithmResult chosen =
                result(report.winner().orElseThrow(), complete, selection.finalLimit(TrainingListener.SILENT));
        progress.printf(
                Locale.ROOT,
                "%.0f of %.0f s are spent; the other contenders are trained again outside of the budget%n",
                time.elapsed(),
                time.total());
        List<AlgorithmResult> results = new ArrayList<>();
        for (ComparedContender row : report.contenders()) {
            if (row.chosen()) {
                results.add(chosen);
            } else if (!row.metrics().isEmpty()) {
                results.add(result(row, complete, TrainingListener.SILENT));
            }
        }
        ProtocolReport test = complete.report(rankings.protocol(), rankings.note(), results);
        return EvaluationReport.of(List.of(test)).with(report);
    }

    private AlgorithmResult result(ComparedContender row, Comparison complete, TrainingListener listener) {
        AlgorithmResult result = result(FAMILY.again(row), complete, listener);
        progress.printf(Locale.ROOT, "%s: trained again and measured, %.1f s%n", row.label(), result.trainSeconds());
        return result.named(row.label());
    }

    private <H extends Record> AlgorithmResult result(
            Contender<H> contender, Comparison complete, TrainingListener listener) {
        long start = clock.millis();
        try (Model model = contender.algorithm().train(complete.setup(contender, seed, listener))) {
            return complete.measure(contender, model, (clock.millis() - start) / 1000.0);
        }
    }

    private final class Printer implements SelectionListener {

        @Override
        public void onContender(SelectionReport soFar) {
            progress.println(soFar.summary());
        }
    }
}
