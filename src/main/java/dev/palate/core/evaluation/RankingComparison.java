package dev.palate.core.evaluation;

import dev.palate.core.ease.Ease;
import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.LossMeasuring;
import dev.palate.core.model.LossMeasuring.HeldOutLoss;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Comparison} of rankings: the validation and the test users are those of the split. */
public final class RankingComparison implements Comparison {

    /** The algorithms that every model is compared with, with default hyper-parameters. */
    private static final List<Contender<?>> BASELINES =
            List.of(Contender.of(new Popularity()), Contender.of(new ItemKnn()), Contender.of(new Ease()));

    /** The weights of more items take minutes, too long for a baseline. */
    private static final int MOST_ITEMS_OF_EASE = 50_000;

    /** The users and the scores from which the loss of an epoch is computed, at most. */
    private static final int LOSS_USERS = 200;

    private static final int LOSS_SCORES = 1 << 22;

    private final EvaluationSplit split;
    private final EvaluationSettings settings;
    private final Optional<ItemCategories> categories;
    private final Processors processors;
    private final Evaluator evaluator;

    public RankingComparison(
            EvaluationSplit split,
            EvaluationSettings settings,
            Optional<ItemCategories> categories,
            Processors processors) {
        this.split = split;
        this.settings = settings;
        this.categories = categories;
        this.processors = processors;
        this.evaluator = new Evaluator(
                settings.k(),
                ListMetrics.of(split.train(), categories, settings.threshold()),
                settings.bootstrap(),
                processors.threads());
    }

    @Override
    public RatingMatrix train() {
        return split.train();
    }

    @Override
    public Processors processors() {
        return processors;
    }

    /**
     * On the validation users, if there are any: {@code ndcg@k} and {@code recall@k}, and where the model defines them
     * {@code testLoss} and {@code mse}. The criterion is the NDCG of the longest cut-off.
     */
    @Override
    public Optional<EpochValidation> validation() {
        return split.validation().count() == 0
                ? Optional.empty()
                : Optional.of(new RankingValidation(split.validation()));
    }

    /** The ratings and users that are compared on. */
    public EvaluationSplit split() {
        return split;
    }

    /** The number of different validation users that are measured, each of them possibly by several splits. */
    public int validationUsers() {
        int rows = split.validation().count();
        int users = split.complete().rowCount()
                - split.train().rowCount()
                - split.validation().skipped();
        return users > 0 && rows % users == 0 ? users : rows;
    }

    /** {@code ndcg@k} and {@code recall@k} on the validation users, with intervals over these users. */
    public Map<String, Estimate> validationAccuracy(Model model) {
        return evaluator.accuracy(model, split.validation(), validationUsers());
    }

    @Override
    public RankingComparison withoutValidation() {
        return new RankingComparison(split.withoutValidation(), settings, categories, processors);
    }

    @Override
    public AlgorithmResult measure(
            Contender<?> contender, ItemScorer model, double trainSeconds, MeasureListener listener) {
        Map<String, Estimate> metrics = evaluator.measure(model, split.test(), listener);
        return AlgorithmResult.of(contender, metrics, trainSeconds);
    }

    /** The same with at most {@code rows} validation users, for choices that measure many models. */
    public RankingComparison withValidationOfAtMost(int rows) {
        EvaluationSplit sampled =
                new EvaluationSplit(split.train(), split.validation().spread(rows), split.complete(), split.test());
        return rows >= split.validation().count()
                ? this
                : new RankingComparison(sampled, settings, categories, processors);
    }

    @Override
    public RankingComparison on(Processors others) {
        return new RankingComparison(split, settings, categories, others);
    }

    /** The names of the algorithms that every model is compared with. */
    public static Set<String> baselineNames() {
        return BASELINES.stream().map(Contender::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Trains and measures the baselines with these names; one that cannot be trained becomes a warning. */
    List<AlgorithmResult> baselines(ModelTraining training, Set<String> names) {
        List<AlgorithmResult> results = new ArrayList<>();
        for (Contender<?> baseline : BASELINES) {
            String name = baseline.name();
            if (names.contains(name) && isTooLarge(baseline)) {
                training.warn("baseline " + name + " is left out: its training takes too long with more than "
                        + MOST_ITEMS_OF_EASE + " items");
            } else if (names.contains(name)) {
                try {
                    results.add(measure(baseline.withThreshold(settings.threshold()), training));
                } catch (IllegalArgumentException e) {
                    training.warn("baseline " + name + " is left out: " + e.getMessage());
                }
            }
        }
        return results;
    }

    private boolean isTooLarge(Contender<?> baseline) {
        return baseline.name().equals(Ease.NAME) && split.train().columnCount() > MOST_ITEMS_OF_EASE;
    }

    /** Measures {@code model} and popularity user by user. */
    PairedTest pairedTest(Model model, ModelTraining training) {
        Contender<?> baseline = Contender.of(new Popularity()).withThreshold(settings.threshold());
        try (Model popularity = training.trainBaseline(baseline, split.train()).model()) {
            return new PairedTest(evaluator, split.test(), settings.bootstrap(), model, popularity);
        }
    }

    private AlgorithmResult measure(Contender<?> contender, ModelTraining training) {
        ModelTraining.Trained trained = training.trainBaseline(contender, split.train());
        try (Model model = trained.model()) {
            return measure(contender, model, trained.seconds());
        }
    }

    @Override
    public ProtocolReport report(String protocol, String note, List<AlgorithmResult> results) {
        ProtocolReport.Users users = new ProtocolReport.Users(
                split.train().rowCount(), split.test().count(), split.test().skipped());
        return ProtocolReport.of(protocol, note, settings, users, results);
    }

    /** Measures rankings for {@code users}. */
    private final class RankingValidation implements EpochValidation {

        private final HeldOutUsers users;

        RankingValidation(HeldOutUsers users) {
            this.users = users;
        }

        @Override
        public Optional<String> criterion() {
            return Optional.of(evaluator.criterion());
        }

        @Override
        public Set<String> undecided() {
            return users.foldIn().hasRanks() ? Set.of() : EpochValidation.super.undecided();
        }

        @Override
        public EpochValidation onAtMost(int rows) {
            return rows >= users.count() ? this : new RankingValidation(users.spread(rows));
        }

        @Override
        public Map<String, Double> measure(Model model, int epoch) {
            Map<String, Double> metrics = new LinkedHashMap<>(evaluator.validate(model, users));
            if (model instanceof LossMeasuring measuring) {
                HeldOutLoss loss = measuring.heldOutLoss(lossRows(), epoch);
                metrics.put("testLoss", loss.testLoss());
                loss.meanSquaredError().ifPresent(error -> metrics.put("mse", error));
            }
            return metrics;
        }

        /** The first validation users, so that the scores of all items for them take little memory and time. */
        private RatingMatrix lossRows() {
            RatingMatrix rows = users.foldIn();
            int limit = Math.max(1, LOSS_SCORES / Math.max(1, rows.columnCount()));
            return users.first(Math.min(LOSS_USERS, limit)).foldIn();
        }
    }
}
