package dev.palate.core.evaluation.newitem;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.newitem.AttributeRegression;
import dev.palate.core.newitem.HashedAttributes;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.random.CounterRandom;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares how models rank items without ratings: all ratings of a share of the items are held out, and each user's list of these
 * items alone is measured. The models score the other items; {@link AttributeRegression} predicts the scores of the held-out ones.
 */
public final class NewItemComparison implements Comparison {

    public static final String PROTOCOL = "new-items";

    public static final String NOTE =
            "Measures the ranking of items without ratings: all ratings of a part of the items"
                    + " are held out, and only these items are ranked, by what their titles, years and categories say;"
                    + " category-popularity ranks them by the mean popularity of the other items of their most popular category.";

    private final HeldOutItems heldOut;
    private final List<ItemDescription> descriptions;
    private final EvaluationSettings settings;
    private final RankingComparison rankings;
    private final AttributeRegression regression;
    private final RatingMatrix attributes;

    private NewItemComparison(
            HeldOutItems heldOut,
            List<ItemDescription> descriptions,
            EvaluationSettings settings,
            RankingComparison rankings,
            AttributeRegression regression,
            RatingMatrix attributes) {
        this.heldOut = heldOut;
        this.descriptions = descriptions;
        this.settings = settings;
        this.rankings = rankings;
        this.regression = regression;
        this.attributes = attributes;
    }

    /**
     * Holds out items.
     *
     * @param descriptions of each item by column
     * @param settings the test share is that of the items
     * @throws IllegalArgumentException if no user can be measured
     */
    public static NewItemComparison of(
            RatingMatrix ratings,
            List<ItemDescription> descriptions,
            EvaluationSettings settings,
            Processors processors) {
        EvaluationSettings.HoldOut share = settings.holdOut();
        HeldOutItems heldOut = HeldOutItems.draw(ratings, share.testShare(), share.splitSeed());
        EvaluationSplit split =
                heldOut.split(settings.threshold(), share.validationShare(), share.heldOutShare(), share.splitSeed());
        if (split.test().count() == 0) {
            throw new IllegalArgumentException("no user has both a held-out and another item rated at least "
                    + settings.threshold() + ": is another --threshold meant?");
        }
        ItemCategories categories = ItemCategories.of(
                descriptions.stream().map(ItemDescription::categories).toList());
        RatingMatrix attributes = HashedAttributes.rows(descriptions);
        return new NewItemComparison(
                heldOut,
                List.copyOf(descriptions),
                settings,
                new RankingComparison(split, settings, Optional.of(categories), processors),
                AttributeRegression.fit(attributes, rated(split.complete())),
                attributes);
    }

    /** Items without ratings, held out or not, say nothing about the others. */
    private static float[] rated(RatingMatrix ratings) {
        int[] counts = ratings.columnCounts();
        float[] weights = new float[counts.length];
        for (int item = 0; item < weights.length; item++) {
            weights[item] = counts[item] > 0 ? 1 : 0;
        }
        return weights;
    }

    @Override
    public NewItemComparison on(Processors others) {
        return new NewItemComparison(heldOut, descriptions, settings, rankings.on(others), regression, attributes);
    }

    @Override
    public RatingMatrix train() {
        return rankings.train();
    }

    @Override
    public Processors processors() {
        return rankings.processors();
    }

    /** That of the other items, on users who were not trained on. */
    @Override
    public Optional<EpochValidation> validation() {
        return rankings.validation();
    }

    @Override
    public NewItemComparison withoutValidation() {
        return new NewItemComparison(
                heldOut, descriptions, settings, rankings.withoutValidation(), regression, attributes);
    }

    @Override
    public AlgorithmResult measure(
            Contender<?> contender, ItemScorer model, double trainSeconds, MeasureListener listener) {
        int items = model.itemCount();
        return rankings.measure(
                contender,
                new HeldOutScorer(heldOut, items) {
                    @Override
                    OfUser user(SparseVector foldIn) {
                        float[] scores = new float[items];
                        model.score(foldIn, scores);
                        AttributeRegression.Taste taste = regression.taste(scores, 0);
                        return item -> taste.score(attributes.row(item));
                    }
                },
                trainSeconds,
                listener);
    }

    /** Adds the popularity of the categories, and a random order. */
    @Override
    public ProtocolReport report(String protocol, String note, List<AlgorithmResult> results) {
        float[] popularity = categoryPopularity();
        CounterRandom random = CounterRandom.splitMix(settings.splitSeed());
        List<AlgorithmResult> all = new ArrayList<>(results);
        all.add(baseline("category-popularity", foldIn -> item -> popularity[item]));
        all.add(baseline("random", foldIn -> {
            long user = Arrays.hashCode(foldIn.indexes());
            return item -> random.uniform(user * popularity.length + item);
        }));
        return rankings.report(protocol, note, all);
    }

    private interface Baseline {
        HeldOutScorer.OfUser user(SparseVector foldIn);
    }

    private AlgorithmResult baseline(String name, Baseline baseline) {
        HeldOutScorer scorer = new HeldOutScorer(heldOut, descriptions.size()) {
            @Override
            OfUser user(SparseVector foldIn) {
                return baseline.user(foldIn);
            }
        };
        AlgorithmResult measured = rankings.measure(Contender.of(new Popularity()), scorer, 0);
        return new AlgorithmResult(name, null, Map.of(), measured.metrics(), 0);
    }

    /** For each item the mean number of relevant ratings of the other items in its most popular category. */
    private float[] categoryPopularity() {
        int[] counts = rankings.split()
                .complete()
                .atLeast((float) settings.threshold())
                .columnCounts();
        Map<String, Mean> byCategory = new HashMap<>();
        for (int item = 0; item < counts.length; item++) {
            for (String category : Set.copyOf(descriptions.get(item).categories())) {
                if (!heldOut.contains(item)) {
                    byCategory.computeIfAbsent(category, absent -> new Mean()).add(counts[item]);
                }
            }
        }
        float[] popularity = new float[counts.length];
        for (int item = 0; item < counts.length; item++) {
            popularity[item] = (float) descriptions.get(item).categories().stream()
                    .map(byCategory::get)
                    .mapToDouble(mean -> mean == null ? 0 : mean.value())
                    .max()
                    .orElse(0);
        }
        return popularity;
    }

    private static final class Mean {

        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }
}
