package dev.palate.cli;

import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.RatingComparison;
import dev.palate.core.evaluation.newitem.NewItemComparison;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.LeaveOneOut;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.Processors;
import dev.palate.ratingfile.dataset.RatingDataset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ratings of the files, and how they are split into those that are trained on and those that are held out.
 *
 * @param datasets one, or those of a predefined split: training, test and possibly validation
 */
record SplitData(String protocol, List<RatingDataset> datasets) {

    private static final int CORE = 5;

    private static final String CHRONOLOGICAL_NOTE =
            "Measures the ranking of each user's latest rating, its only relevant"
                    + " item, after all earlier ones; users and items with at least " + CORE + ".";
    private static final String PREDEFINED_NOTE =
            "Measures recommendation to users who were trained on: at the test they are"
                    + " shown by their train and validation rows, and everything else is ranked.";

    /** A split for rankings, and how its report is headed. */
    record Rankings<C extends Comparison>(C comparison, String protocol, String note) {}

    /** Whether no file has values. */
    boolean isImplicit() {
        return datasets.stream().noneMatch(RatingDataset::hasValues);
    }

    IdIndex items() {
        return datasets.get(0).items();
    }

    /** All ratings of a single file. */
    RatingMatrix ratings() {
        return datasets.get(0).ratings();
    }

    /** @throws IllegalArgumentException if nothing can be measured */
    Rankings<RankingComparison> rankings(EvaluationSettings settings, int threads) {
        RatingDataset dataset = datasets.get(0);
        return switch (protocol) {
            case SplitChoice.CHRONOLOGICAL ->
                rankings(chronological(dataset, settings), settings, threads, CHRONOLOGICAL_NOTE);
            case SplitChoice.WEAK_GENERALIZATION -> {
                EvaluationSplit split = predefined(settings);
                yield rankings(
                        split,
                        settings,
                        threads,
                        PREDEFINED_NOTE + drawnValidation() + unknownUsers() + unknownItems(split));
            }
            default ->
                rankings(byUser(dataset.ratings(), settings), settings, threads, Protocol.STRONG_GENERALIZATION.note());
        };
    }

    private Rankings<RankingComparison> rankings(
            EvaluationSplit split, EvaluationSettings settings, int threads, String note) {
        if (split.test().count() == 0) {
            throw new IllegalArgumentException("no test user has a held-out item that is rated at least "
                    + settings.threshold()
                    + " and that the model is not shown: is another --threshold meant, or another file?");
        }
        Optional<ItemCategories> categories = datasets.get(0).categories();
        return new Rankings<>(
                new RankingComparison(split, settings, categories, Processors.of(threads)), protocol, note);
    }

    /** @throws IllegalArgumentException if nothing can be measured, or nothing is known about the items */
    Rankings<NewItemComparison> newItems(EvaluationSettings settings, int threads) {
        List<ItemDescription> descriptions = datasets.get(0)
                .descriptions()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--protocol new-items needs a folder or archive with the titles and categories of the items"));
        return new Rankings<>(
                NewItemComparison.of(ratings(), descriptions, settings, Processors.of(threads)),
                protocol,
                NewItemComparison.NOTE);
    }

    private static EvaluationSplit byUser(RatingMatrix ratings, EvaluationSettings settings) {
        UserSplit users = settings.holdOut().users(ratings.rowCount());
        return EvaluationSplit.byUser(
                ratings, users, settings.threshold(), settings.holdOut().heldOutShare(), settings.splitSeed());
    }

    private EvaluationSplit predefined(EvaluationSettings settings) {
        RatingMatrix train = datasets.get(0).ratings();
        RatingMatrix test = datasets.get(1).ratings();
        return datasets.size() > 2
                ? EvaluationSplit.predefined(train, datasets.get(2).ratings(), test, settings.threshold())
                : EvaluationSplit.predefined(train, test, settings.threshold(), settings.splitSeed());
    }

    /**
     * Whether the validation data of rankings are a part of the training file, so that models are to be trained again on all of it
     * before the test.
     */
    boolean drawsValidation() {
        return protocol.equals(SplitChoice.WEAK_GENERALIZATION) && datasets.size() == 2;
    }

    private String drawnValidation() {
        return drawsValidation()
                ? " The validation is a random tenth of each user's training ratings; every measured model is trained on"
                        + " all of them."
                : "";
    }

    /** Users of the test who are shown by nothing. */
    private String unknownUsers() {
        int unknown = 0;
        RatingMatrix test = datasets.get(1).ratings();
        for (int user = 0; user < test.rowCount(); user++) {
            boolean isShown = !datasets.get(0).ratings().row(user).isEmpty()
                    || (datasets.size() > 2
                            && !datasets.get(2).ratings().row(user).isEmpty());
            unknown += test.row(user).isEmpty() || isShown ? 0 : 1;
        }
        return unknown == 0
                ? ""
                : " Test users who are in no other file: " + unknown + "; their lists are those of a new user.";
    }

    /** What no model can find: items of the test that are in no other file. */
    private static String unknownItems(EvaluationSplit split) {
        int[] known = split.complete().columnCounts();
        RatingMatrix heldOut = split.test().heldOut();
        int[] tested = heldOut.columnCounts();
        int items = 0;
        long ratings = 0;
        for (int item = 0; item < tested.length; item++) {
            if (known[item] == 0 && tested[item] > 0) {
                items++;
                ratings += tested[item];
            }
        }
        return items == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %d items with %.2f %% of the test are in no other file, so no model can find them.",
                        items,
                        100.0 * ratings / heldOut.size());
    }

    RatingComparison ratingComparison(EvaluationSettings settings, int threads) {
        Processors processors = Processors.of(threads);
        if (datasets.size() == 1) {
            RatingSplit test = RatingSplit.of(ratings(), settings.holdOut().testShare(), settings.splitSeed());
            return RatingComparison.of(test, settings, processors);
        }
        RatingMatrix train = datasets.get(0).ratings();
        RatingMatrix test = datasets.get(1).ratings();
        return datasets.size() > 2
                ? new RatingComparison(new RatingSplit(train, datasets.get(2).ratings()), test, settings, processors)
                : RatingComparison.of(new RatingSplit(train, test), settings, processors);
    }

    private static EvaluationSplit chronological(RatingDataset dataset, EvaluationSettings settings) {
        if (!dataset.hasTimes()) {
            throw new IllegalArgumentException("--protocol chronological needs a timestamp on every line");
        }
        return LeaveOneOut.split(LeaveOneOut.core(dataset.timed(), CORE), settings.threshold());
    }
}
