package dev.palate.cli;

import dev.palate.cli.progress.Progress;
import dev.palate.cli.report.EvaluatedSplit;
import dev.palate.cli.report.TrainingCurve;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.evaluation.detail.UserDetails;
import dev.palate.core.model.ItemScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures the models of one split and collects what the reports show of them. */
final class Measurements {

    private final Progress progress;
    private final List<AlgorithmResult> results = new ArrayList<>();
    private final Map<String, UserDetails> details = new LinkedHashMap<>();
    private final List<TrainingCurve> curves = new ArrayList<>();

    Measurements(Progress progress) {
        this.progress = progress;
    }

    /** Measures a model on the test data. */
    void measure(String name, Contender<?> contender, ItemScorer model, Comparison comparison, double trainSeconds) {
        long start = System.nanoTime();
        try (Progress.Phase phase = progress.begin(name + ": measuring")) {
            AlgorithmResult result = comparison.measure(contender, model, trainSeconds, new MeasureListener() {
                @Override
                public void onUsers(int done, int total) {
                    String label = done < total ? ": measuring" : ": computing the intervals";
                    phase.update(name + label, done < total ? (double) done / total : 0);
                }

                @Override
                public void onDetails(UserDetails users) {
                    details.put(name, users);
                }
            });
            results.add(result.named(name));
        }
        progress.println(String.format(
                Locale.ROOT,
                "%s: trained in %.1f s, measured in %.1f s",
                name,
                trainSeconds,
                (System.nanoTime() - start) / 1e9));
    }

    void add(TrainingCurve curve) {
        curves.add(curve);
    }

    List<AlgorithmResult> results() {
        return results;
    }

    /** @param selection of an automatic choice; otherwise null */
    EvaluatedSplit under(ProtocolReport report, @Nullable SelectionReport selection) {
        Map<String, UserDetails> inOrder = new LinkedHashMap<>();
        for (AlgorithmResult result : report.results()) {
            UserDetails users = details.get(result.algorithm());
            if (users != null) {
                inOrder.put(result.algorithm(), users);
            }
        }
        return new EvaluatedSplit(report, selection, inOrder, curves);
    }
}
