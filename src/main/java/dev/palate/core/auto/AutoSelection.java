package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among the members of a family within a time budget. The members are trained in their order, each within its share of the
 * time; what one does not need is left to the next ones. Then hyper-parameters are searched for the two best that have any, if
 * there is time. All are measured on the validation users of one comparison, and the best one wins. Time for training the winner
 * again and evaluating it is reserved from the beginning.
 */
public final class AutoSelection {

    /** The name under which an automatic training is ordered, in place of an algorithm. */
    public static final String NAME = "auto";

    private static final String POPULARITY = new Popularity().name();

    private static final int MOST_SEARCHES = 2;

    private final ContenderFamily family;
    private final TimeBudget budget;
    private final SelectionListener listener;
    private final TimeShares shares;
    private final ContenderTraining training;
    private final ContenderSearch search;
    private SelectionReport report;

    /**
     * @throws IllegalArgumentException if {@code comparison} has no validation users
     */
    public AutoSelection(
            ContenderFamily family,
            RankingComparison comparison,
            TimeBudget budget,
            long seed,
            SelectionListener listener) {
        EpochValidation validation = comparison
                .validation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "models cannot be compared, because no user has enough interactions to be a validation user"));
        this.family = family;
        this.budget = budget;
        this.listener = listener;
        this.shares = TimeShares.of(budget.total(), comparison.split());
        this.training = new ContenderTraining(comparison, budget, seed, listener);
        this.search = new ContenderSearch(comparison, budget, seed, listener);
        this.report = new SelectionReport(
                validation.criterion().orElseThrow(),
                comparison.validationUsers(),
                budget.budget().minutes(),
                0,
                List.of());
    }

    /**
     * Trains and chooses.
     *
     * @param threshold the least rating of a relevant item
     * @param earlier the report of an interrupted attempt on the same data, whose contenders are not trained again
     * @return the report with the choice
     * @throws TrainingCancelledException if the listener cancelled
     * @throws IllegalArgumentException if no contender could be trained
     */
    public SelectionReport select(double threshold, Optional<SelectionReport> earlier) {
        report = earlier.orElse(report);
        if (report.winner().isPresent()) {
            return report;
        }
        List<Contender<?>> contenders = family.contenders(threshold);
        for (int at = 0; at < contenders.size(); at++) {
            if (report.find(contenders.get(at).name(), false).isEmpty()) {
                train(contenders.get(at), contenders.size() - at);
            }
        }
        if (report.best().isEmpty()) {
            throw new IllegalArgumentException("no model could be trained: "
                    + report.contenders().stream()
                            .map(row -> row.algorithm() + ": " + row.reason())
                            .toList());
        }
        tune(contenders);
        report = report.decided(budget.elapsed());
        listener.onContender(report);
        return report;
    }

    private void train(Contender<?> contender, int waiting) {
        // Without any model there is nothing to choose from, so the first and cheapest one has no limit.
        double share = report.contenders().isEmpty()
                ? budget.total()
                : shares.ofContender(budget.left(), contender, waiting, report);
        add(
                share > 0
                        ? training.run(contender, false, share)
                        : training.omitted(contender, false, "no time was left for it"));
    }

    private void tune(List<Contender<?>> contenders) {
        List<ComparedContender> best = report.contenders().stream()
                .filter(row -> !row.tuned() && !row.metrics().isEmpty())
                .filter(row -> ContenderSearch.isPossible(find(contenders, row)))
                .sorted(Comparator.comparingDouble(
                        (ComparedContender row) -> -row.mean(report.criterion()).orElseThrow()))
                .limit(MOST_SEARCHES)
                .toList();
        for (int at = 0; at < best.size(); at++) {
            if (report.find(best.get(at).algorithm(), true).isEmpty()) {
                tune(find(contenders, best.get(at)), best.get(at), best.size() - at);
            }
        }
    }

    private <H extends Record> void tune(Contender<H> base, ComparedContender row, int searches) {
        double seconds = shares.ofSearch(budget.left(), searches, row, report);
        int trials = ContenderSearch.trials(base, row, seconds);
        if (trials == 0) {
            add(training.omitted(base, true, "no time was left for a search"));
            return;
        }
        requireNotCancelled();
        Optional<Contender<H>> found = search.run(base, trials, seconds);
        if (found.isEmpty()) {
            add(training.omitted(base, true, "a search of " + trials + " settings found none that is better"));
            return;
        }
        add(training.run(found.get(), true, Math.max(0, shares.ofContender(budget.left(), base, 1, report))));
    }

    private static Contender<?> find(List<Contender<?>> contenders, ComparedContender row) {
        return contenders.stream()
                .filter(contender -> contender.name().equals(row.algorithm()))
                .findFirst()
                .orElseThrow();
    }

    private void add(ComparedContender row) {
        requireNotCancelled();
        report = report.and(row, budget.elapsed());
        listener.onContender(report);
        listener.onProgress(budget.share());
    }

    private void requireNotCancelled() {
        if (listener.isCancelled()) {
            throw new TrainingCancelledException(1);
        }
    }

    /** The winner of {@link #select}, to be trained again on all users except those of the test. */
    public Contender<?> winner() {
        return family.again(report.winner().orElseThrow());
    }

    /** Whether the winner recommends the same items to everyone, so that there is nothing to publish. */
    public static boolean isPopularity(SelectionReport decided) {
        return decided.winner().orElseThrow().algorithm().equals(POPULARITY);
    }

    /** The names of the baselines to train again with the winner. */
    public Set<String> baselines() {
        return shares.baselines(report);
    }

    /** Ends the final training in time for the evaluation that follows it. */
    public TrainingListener finalLimit(TrainingListener delegate) {
        double reserved = shares.reserveAfterTraining(report.winner().orElseThrow(), report);
        return TimeLimit.ending(delegate, budget, budget.total() - reserved);
    }
}
