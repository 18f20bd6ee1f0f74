package dev.palate.core.auto;

import dev.palate.core.ensemble.EnsembleFit;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.Model;
import dev.palate.core.network.DeviceException;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingState;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a contender within its share of the time and measures it on the validation users. */
record ContenderTraining(
        RankingComparison comparison, TimeBudget budget, long seed, SelectionListener listener, EnsembleFit fit) {

    private static final Logger log = LoggerFactory.getLogger(ContenderTraining.class);

    /**
     * The row of the contender, with the reason if it did not fit or failed.
     *
     * @param seconds its share
     * @throws TrainingCancelledException if the listener cancelled
     * @throws DeviceException if the device failed and cannot be used any more
     */
    <H extends Record> ComparedContender run(Contender<H> contender, boolean tuned, double seconds) {
        double start = budget.elapsed();
        Row row = new Row(contender, tuned, start);
        Watch watch =
                new Watch(comparison.validation().orElseThrow().criterion().orElseThrow());
        TimeLimit limit = TimeLimit.cancelling(watch, budget, start + seconds);
        try (Model model = contender.algorithm().trainInMemory(comparison.setup(contender, seed, limit))) {
            double trained = budget.elapsed();
            Contender<?> again = watch.bestEpoch == 0 ? contender : contender.forExactly(watch.bestEpoch);
            return row.measured(watch, trained, comparison.validationAccuracy(fit.remember(again, model)));
        } catch (TrainingCancelledException e) {
            if (listener.isCancelled()) {
                throw e;
            }
            return row.failed(String.format(
                    Locale.ROOT,
                    "it did not fit into the budget: stopped after %.0f s, its share",
                    budget.elapsed() - start));
        } catch (DeviceException e) {
            throw e; // the next attempt keeps the contenders so far
        } catch (RuntimeException | OutOfMemoryError e) {
            log.warn("The contender {} failed", contender.name(), e);
            return row.failed("its training failed: " + e.getMessage());
        }
    }

    /** The row of an ensemble of contenders, whose times are the sums of theirs. */
    ComparedContender combined(EnsembleFit.Fitted fitted, Map<Contender<?>, ComparedContender> members) {
        double trainSeconds = 0;
        double measureSeconds = 0;
        for (Contender<?> member : fitted.members()) {
            ComparedContender row = Objects.requireNonNull(members.get(member));
            trainSeconds += row.trainSeconds();
            measureSeconds += row.measureSeconds();
        }
        return new ComparedContender(
                fitted.contender().name(),
                null,
                false,
                fitted.contender().settings(),
                comparison.validationAccuracy(fitted.model()),
                null,
                trainSeconds,
                measureSeconds,
                false,
                "its weights were found on the same validation users");
    }

    /** The row of a contender that is not trained. */
    ComparedContender omitted(Contender<?> contender, boolean tuned, String reason) {
        return new Row(contender, tuned, budget.elapsed()).failed(reason);
    }

    private final class Row {

        private final Contender<?> contender;
        private final boolean tuned;
        private final double start;

        Row(Contender<?> contender, boolean tuned, double start) {
            this.contender = contender;
            this.tuned = tuned;
            this.start = start;
        }

        ComparedContender measured(Watch watch, double trained, Map<String, Estimate> metrics) {
            Integer epochs = watch.bestEpoch == 0 ? null : watch.bestEpoch;
            return row(metrics, epochs, trained - start, budget.elapsed() - trained, watch.remark);
        }

        ComparedContender failed(String reason) {
            return row(Map.of(), null, budget.elapsed() - start, 0, reason);
        }

        private ComparedContender row(
                Map<String, Estimate> metrics,
                @Nullable Integer epochs,
                double trainSeconds,
                double measureSeconds,
                String reason) {
            boolean preset = !tuned && contender.algorithm().presets().containsKey(Presets.RANKING);
            return new ComparedContender(
                    contender.name(),
                    preset ? Presets.RANKING : null,
                    tuned,
                    contender.settings(),
                    metrics,
                    epochs,
                    trainSeconds,
                    measureSeconds,
                    false,
                    reason);
        }
    }

    /** Remembers the best epoch and the last remark, such as an early stop. */
    private final class Watch implements TrainingListener {

        private final String criterion;
        private double best = Double.NEGATIVE_INFINITY;
        private int bestEpoch;
        private String remark = "";

        Watch(String criterion) {
            this.criterion = criterion;
        }

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            listener.onProgress(budget.share());
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            double value = report.metrics().getOrDefault(criterion, Double.NEGATIVE_INFINITY);
            if (value > best) {
                best = value;
                bestEpoch = report.epoch();
            }
        }

        @Override
        public void onWarning(String message) {
            remark = message;
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }
}
