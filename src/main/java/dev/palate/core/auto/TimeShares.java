package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.split.EvaluationSplit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Divides what is left of a budget. The final training and the evaluation are estimated from the times of the contenders and
 * reserved; the remainder is shared equally by the contenders that wait.
 *
 * @param total seconds of the budget
 * @param growth the duration of a training on training and validation users relative to that on training users
 * @param measurements the duration of all measurements of a model on the test users, relative to that on the measured validation rows
 * @param reports whether baselines are trained again for the report of a version
 */
record TimeShares(double total, double growth, double measurements, boolean reports) {

    /** An error of the estimate is compensated up to this share. */
    private static final double MARGIN = 1.1;

    /** The share of the budget that loading, judging and publishing may take. */
    private static final double OTHER_WORK = 0.03;

    /** A baseline is trained again for the report of the version if it took at most this share of the budget. */
    private static final double BASELINE = 0.05;

    /** The metrics of a report, and those of the comparison with popularity, relative to the two of the contenders. */
    private static final double REPORT = 4;

    /** The metrics of one measurement alone. */
    private static final double MEASUREMENT = 2;

    /** Larger networks than the preset take longer. */
    private static final double LARGER = 1.3;

    static TimeShares of(TimeBudget budget, EvaluationSplit split) {
        double growth =
                (double) split.complete().size() / Math.max(1, split.train().size());
        double rows =
                (double) split.test().count() / Math.max(1, split.validation().count());
        double measurements = rows * (budget.reports() ? REPORT : MEASUREMENT);
        return new TimeShares(budget.total(), MARGIN * growth, measurements, budget.reports());
    }

    /** The names of the baselines that are trained again for the report of the version. */
    Set<String> baselines(SelectionReport report) {
        if (!reports) {
            return Set.of();
        }
        Set<String> names = RankingComparison.baselineNames();
        return report.contenders().stream()
                .filter(row -> names.contains(row.algorithm()) && !row.tuned())
                .filter(row -> !row.metrics().isEmpty() && finalSeconds(row) <= BASELINE * total)
                .map(ComparedContender::algorithm)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Seconds of all that follows the final training: its measurement not included. */
    private double evaluation(SelectionReport report) {
        Set<String> names = baselines(report);
        double seconds = OTHER_WORK * total;
        for (ComparedContender row : report.contenders()) {
            seconds += names.contains(row.algorithm()) && !row.tuned() ? finalSeconds(row) : 0;
        }
        return seconds;
    }

    private double finalSeconds(ComparedContender row) {
        return growth * row.trainSeconds() + measurement(row);
    }

    private double measurement(ComparedContender row) {
        return measurements * row.measureSeconds();
    }

    /** Seconds to reserve for training {@code row} again and evaluating it. */
    double reserve(ComparedContender row, SelectionReport report) {
        return finalSeconds(row) + evaluation(report);
    }

    /** Seconds to reserve for what follows the last epoch of the final training. */
    double reserveAfterTraining(ComparedContender row, SelectionReport report) {
        return measurement(row) + evaluation(report);
    }

    /**
     * The seconds of the next contender: the final training of all contenders together, which an ensemble may need, must fit. A contender without epochs may take twice its equal share, because it cannot end early with a worse model.
     *
     * @param waiting the number of contenders that still wait, the next one included
     */
    double ofContender(double left, Contender<?> contender, int waiting, SelectionReport report) {
        double again = 0;
        for (ComparedContender row : report.contenders()) {
            again += row.metrics().isEmpty() || row.tuned() ? 0 : finalSeconds(row);
        }
        double usable = left - evaluation(report);
        double equal = Math.max(usable - again, usable / 2) / (waiting * (1 + growth));
        double share = contender.epochs().isPresent() ? equal : Math.min(2 * equal, usable / (1 + growth));
        Optional<ComparedContender> best = report.best();
        return best.isEmpty() ? share : Math.min(share, left - reserve(best.get(), report));
    }

    /**
     * The seconds of a search around some contenders; after it, its best settings are trained as contenders, and then an ensemble of the
     * best contenders or the best one alone is trained again.
     */
    double ofSearch(double left, List<ComparedContender> rows, SelectionReport report) {
        double full = 0;
        double together = 0;
        for (ComparedContender row : rows) {
            full = Math.max(full, seconds(row));
            together += LARGER * finalSeconds(row);
        }
        double reserved = report.best().isEmpty() ? 0 : reserve(report.best().get(), report);
        return left - Math.max(reserved, together + evaluation(report)) - 2 * LARGER * full;
    }

    /** Whether these contenders can all be trained again as the members of an ensemble, and evaluated, in the seconds that are left. */
    boolean fits(double left, Collection<ComparedContender> members, SelectionReport report) {
        double together = evaluation(report);
        for (ComparedContender member : members) {
            together += finalSeconds(member);
        }
        return together <= left;
    }

    /** The number of full trainings with hyper-parameters near those of {@code row} that fit into {@code seconds}. */
    static double trainings(double seconds, ComparedContender row) {
        return seconds / Math.max(1e-3, LARGER * seconds(row));
    }

    private static double seconds(ComparedContender row) {
        return row.trainSeconds() + row.measureSeconds();
    }
}
