package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.split.EvaluationSplit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Divides what is left of a budget. The final training and the evaluation are estimated from the times of the contenders and
 * reserved; the remainder is shared equally by the contenders that wait.
 *
 * @param total seconds of the budget
 * @param growth the duration of a training on training and validation users relative to that on training users
 * @param testRows the number of test users relative to the measured validation rows
 */
record TimeShares(double total, double growth, double testRows) {

    /** An error of the estimate is compensated up to this share. */
    private static final double MARGIN = 1.1;

    /** The share of the budget that loading, judging and publishing may take. */
    private static final double OTHER_WORK = 0.03;

    /** A baseline is trained again for the report of the version if it took at most this share of the budget. */
    private static final double BASELINE = 0.05;

    /** The metrics of a report, and those of the comparison with popularity, relative to the two of the contenders. */
    private static final double MEASUREMENTS = 4;

    /** Larger networks than the preset take longer. */
    private static final double LARGER = 1.3;

    static TimeShares of(double total, EvaluationSplit split) {
        double growth =
                (double) split.complete().size() / Math.max(1, split.train().size());
        double rows =
                (double) split.test().count() / Math.max(1, split.validation().count());
        return new TimeShares(total, MARGIN * growth, rows);
    }

    /** The names of the baselines that are trained again for the report of the version. */
    Set<String> baselines(SelectionReport report) {
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
        return MEASUREMENTS * testRows * row.measureSeconds();
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
     * The seconds of the next contender: its own final training must fit if it is the best, and that of the best one so far if
     * it is not. A contender without epochs may take twice its equal share, because it cannot end early with a worse model.
     *
     * @param waiting the number of contenders that still wait, the next one included
     */
    double ofContender(double left, Contender<?> contender, int waiting, SelectionReport report) {
        double usable = left - evaluation(report);
        double equal = usable / (waiting + growth);
        double share = contender.epochs().isPresent() ? equal : Math.min(2 * equal, usable / (1 + growth));
        Optional<ComparedContender> best = report.best();
        return best.isEmpty() ? share : Math.min(share, left - reserve(best.get(), report));
    }

    /**
     * The seconds of a search around {@code row}; after it, the result is trained as a contender and possibly once more.
     *
     * @param searches the number of searches that share the time that is left
     */
    double ofSearch(double left, int searches, ComparedContender row, SelectionReport report) {
        double reserved =
                Math.max(reserve(report.best().orElse(row), report), LARGER * finalSeconds(row) + evaluation(report));
        return (left - reserved - LARGER * seconds(row)) / searches;
    }

    /** The number of full trainings with hyper-parameters near those of {@code row} that fit into {@code seconds}. */
    static double trainings(double seconds, ComparedContender row) {
        return seconds / Math.max(1e-3, LARGER * seconds(row));
    }

    private static double seconds(ComparedContender row) {
        return row.trainSeconds() + row.measureSeconds();
    }
}
