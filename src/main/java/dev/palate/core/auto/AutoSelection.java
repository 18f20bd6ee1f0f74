package dev.palate.core.auto;

import dev.palate.core.ensemble.Ensemble;
import dev.palate.core.ensemble.EnsembleFit;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Chooses among the members of a family within a time budget. The members are trained in their order, each within its share of the
 * time; what one does not need is left to the next ones. Then settings of all of them are searched at once, as long as there is time
 * and a search finds something better, and at last the best models are combined to an ensemble. All are measured on the validation
 * users of one comparison, and the best one wins. Time for training the winner again and evaluating it is reserved from the
 * beginning.
 */
public final class AutoSelection {

    /** The name under which an automatic training is ordered, in place of an algorithm. */
    public static final String NAME = "auto";

    private static final String POPULARITY = new Popularity().name();

    /** Searches of networks, each of which must find something better than the one before. */
    private static final int MOST_SEARCHES = 3;

    /** The share of the budget that the search of one algorithm without epochs may take. */
    private static final double SEARCH_SHARE = 0.2;

    /** Settings of one search that are trained in full. */
    private static final int MOST_FOUND = 2;

    /** A contender that reaches less than this share of the best criterion is neither searched nor combined. */
    private static final double PROMISING = 0.85;

    private static final int MOST_MEMBERS = 6;

    /** The share of the heap that the scores of contenders for validation users may take, so that ensembles can be found. */
    private static final double KEPT_SHARE = 0.25;

    /** With fewer validation users the choice is random; contenders are then compared on this number, without an ensemble. */
    private static final int LEAST_VALIDATION_USERS = 400;

    private final ContenderFamily family;
    private final RankingComparison comparison;
    private final TimeBudget budget;
    private final long seed;
    private final SelectionListener listener;
    private final TimeShares shares;
    private final EnsembleFit fit;
    private final ContenderTraining training;
    private final boolean combines;
    private SelectionReport report;

    /**
     * @param all its validation users are sampled if their scores of all items would take too much memory
     * @throws IllegalArgumentException if {@code all} has no validation users
     */
    public AutoSelection(
            ContenderFamily family, RankingComparison all, TimeBudget budget, long seed, SelectionListener listener) {
        long scores = (long) (KEPT_SHARE * Runtime.getRuntime().maxMemory() / Float.BYTES) / (MOST_MEMBERS + 1);
        int rows = (int)
                Math.min(Integer.MAX_VALUE, scores / Math.max(1, all.train().columnCount()));
        this.comparison = all.withValidationOfAtMost(Math.max(LEAST_VALIDATION_USERS, rows));
        this.combines = rows >= Math.min(LEAST_VALIDATION_USERS, all.validationUsers());
        EpochValidation validation = comparison
                .validation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "models cannot be compared, because no user has enough interactions to be a validation user"));
        this.family = family;
        this.budget = budget;
        this.seed = seed;
        this.listener = listener;
        this.shares = TimeShares.of(budget, comparison.split());
        this.fit = new EnsembleFit(validation);
        this.training = new ContenderTraining(comparison, budget, seed, listener, fit);
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
        List<Contender<?>> contenders =
                family.contenders(threshold, comparison.train().rowCount());
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
        searchWithoutEpochs(contenders);
        // A search that was interrupted is not repeated.
        if (report.contenders().stream()
                .noneMatch(row -> row.tuned() && find(contenders, row).epochs().isPresent())) {
            search(contenders);
        }
        combine(threshold);
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

    /** Searches the algorithms without epochs, one after the other. */
    private void searchWithoutEpochs(List<Contender<?>> contenders) {
        ContenderSearch search = new ContenderSearch(comparison, budget, seed, listener);
        for (ComparedContender row : promising()) {
            Contender<?> base = find(contenders, row);
            double seconds =
                    Math.min(SEARCH_SHARE * budget.total(), shares.ofSearch(budget.left(), List.of(row), report));
            boolean waits = !row.tuned() && report.find(row.algorithm(), true).isEmpty();
            if (waits && base.epochs().isEmpty() && search.fits(base, seconds, row)) {
                search.run(base, seconds).ifPresent(found -> add(training.run(found, true, share(found))));
            }
        }
    }

    /** Searches the settings of all networks at once. */
    private void search(List<Contender<?>> contenders) {
        List<FamilySearch.Base> bases = promising().stream()
                .filter(row -> !row.tuned())
                .map(row -> new FamilySearch.Base(find(contenders, row), row))
                .filter(FamilySearch.Base::isPossible)
                .toList();
        FamilySearch search = new FamilySearch(comparison, budget, seed, listener);
        boolean improved = !bases.isEmpty();
        for (int bracket = 0; bracket < MOST_SEARCHES && improved; bracket++) {
            List<FamilySearch.Base> affordable = bases;
            int draws = search.draws(affordable, seconds(affordable));
            while (draws == 0 && affordable.size() > 1) {
                affordable = affordable.subList(0, affordable.size() - 1);
                draws = search.draws(affordable, seconds(affordable));
            }
            if (draws == 0) {
                if (bracket == 0) {
                    add(training.omitted(bases.get(0).contender(), true, "no time was left for a search"));
                }
                return;
            }
            improved = search(search, affordable, draws, bracket);
        }
    }

    private double seconds(List<FamilySearch.Base> bases) {
        return shares.ofSearch(
                budget.left(), bases.stream().map(FamilySearch.Base::row).toList(), report);
    }

    /** Whether a setting that the search found is better than all before. */
    private boolean search(FamilySearch search, List<FamilySearch.Base> bases, int draws, int bracket) {
        double before = best();
        requireNotCancelled();
        List<Contender<?>> found = search.run(bases, draws, seconds(bases), bracket);
        if (found.isEmpty() && bracket == 0) {
            add(training.omitted(
                    bases.get(0).contender(), true, "a search of " + draws + " settings did not end in its time"));
        }
        for (Contender<?> contender : found.subList(0, Math.min(MOST_FOUND, found.size()))) {
            add(training.run(contender, true, share(contender)));
        }
        return best() > before;
    }

    private double share(Contender<?> contender) {
        return Math.max(0, shares.ofContender(budget.left(), contender, 1, report));
    }

    private double best() {
        return report.best().flatMap(row -> row.mean(report.criterion())).orElse(0.0);
    }

    /** The contenders that are worth more work, the best first; popularity and ensembles have nothing to search or add. */
    private List<ComparedContender> promising() {
        double least = PROMISING * best();
        return report.contenders().stream()
                .filter(row -> !row.algorithm().equals(POPULARITY)
                        && !row.algorithm().equals(Ensemble.NAME)
                        && row.mean(report.criterion()).orElse(-1.0) >= least)
                .sorted(Comparator.comparingDouble(
                        (ComparedContender row) -> -row.mean(report.criterion()).orElseThrow()))
                .toList();
    }

    /** The best contenders whose scores are known, and their rows. */
    private Map<Contender<?>, ComparedContender> members() {
        Map<Contender<?>, ComparedContender> members = new LinkedHashMap<>();
        for (ComparedContender row : promising()) {
            Contender<?> again = family.again(row);
            if (fit.knows(again) && members.size() < MOST_MEMBERS) {
                members.put(again, row);
            }
        }
        return members;
    }

    /** Combines the best contenders, as many as can be trained again in the time that is left. */
    private void combine(double threshold) {
        if (report.find(Ensemble.NAME, false).isPresent() || promising().size() < 2) {
            return;
        }
        Map<Contender<?>, ComparedContender> members = members();
        while (members.size() > 1 && !shares.fits(budget.left(), members.values(), report)) {
            members.entrySet().stream()
                    .max(Comparator.comparingDouble(member -> member.getValue().trainSeconds()))
                    .ifPresent(slowest -> members.remove(slowest.getKey()));
        }
        if (members.size() < 2) {
            add(training.omitted(
                    family.ensemble(),
                    false,
                    "no time was left to train several members again, or their scores are not known"));
            return;
        }
        requireNotCancelled();
        Optional<EnsembleFit.Fitted> fitted =
                fit.fit(List.copyOf(members.keySet()), family.members(), threshold, fitLimit(members.values()));
        add(
                fitted.isPresent()
                        ? training.combined(fitted.get(), members)
                        : training.omitted(family.ensemble(), false, "one member alone is as good"));
    }

    /** Ends the search for weights in time for the final training of all members. */
    private BooleanSupplier fitLimit(Collection<ComparedContender> members) {
        return () -> listener.isCancelled() || !shares.fits(budget.left(), members, report);
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
        fit.forget(combines ? members().keySet() : List.of());
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
