package dev.palate.core.evaluation;

import dev.palate.core.ease.Ease;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.metrics.PopularityMetrics;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.training.EpochValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Comparison} of rankings: the validation and the test users are those of the split. */
public final class RankingComparison implements Comparison {

    /** The algorithms that every model is compared with, with default hyper-parameters. */
    private static final List<Contender<?>> BASELINES =
            List.of(Contender.of(new Popularity()), Contender.of(new ItemKnn()), Contender.of(new Ease()));

    private final EvaluationSplit split;
    private final EvaluationSettings settings;
    private final Optional<ItemCategories> categories;
    private final int threads;
    private final Evaluator evaluator;

    public RankingComparison(
            EvaluationSplit split, EvaluationSettings settings, Optional<ItemCategories> categories, int threads) {
        this.split = split;
        this.settings = settings;
        this.categories = categories;
        this.threads = threads;
        this.evaluator = new Evaluator(
                settings.k(),
                PopularityMetrics.of(split.train().atLeast((float) settings.threshold())),
                categories,
                settings.bootstrap(),
                threads);
    }

    @Override
    public RatingMatrix train() {
        return split.train();
    }

    @Override
    public int threads() {
        return threads;
    }

    /** {@code ndcg@k} and {@code recall@k} on the validation users, if there are any; the criterion is the NDCG of the longest cut-off. */
    @Override
    public Optional<EpochValidation> validation() {
        return split.validation().count() == 0
                ? Optional.empty()
                : Optional.of(EpochValidation.of(
                        Optional.of(criterion()), (model, epoch) -> evaluator.validate(model, split.validation())));
    }

    @Override
    public Comparison withoutValidation() {
        return new RankingComparison(split.withoutValidation(), settings, categories, threads);
    }

    private String criterion() {
        return "ndcg@" + settings.k().get(settings.k().size() - 1);
    }

    @Override
    public AlgorithmResult measure(Contender<?> contender, Model model, double trainSeconds) {
        Map<String, Estimate> metrics = evaluator.measure(model, split.test());
        return AlgorithmResult.of(contender, metrics, trainSeconds);
    }

    /** Trains and measures the baselines except {@code except}; one that cannot be trained becomes a warning. */
    List<AlgorithmResult> baselines(ModelTraining training, String except) {
        List<AlgorithmResult> results = new ArrayList<>();
        for (Contender<?> baseline : BASELINES) {
            String name = baseline.name();
            if (!name.equals(except)) {
                try {
                    results.add(measure(baseline.withThreshold(settings.threshold()), training));
                } catch (IllegalArgumentException e) {
                    training.warn("baseline " + name + " is left out: " + e.getMessage());
                }
            }
        }
        return results;
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
}
