package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.metrics.ItemPopularity;
import dev.palate.core.model.Model;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.training.EpochValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Comparison} of rankings: the validation and the test users are those of the split. */
public final class RankingComparison implements Comparison {

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
                ItemPopularity.of(split.train().atLeast((float) settings.threshold())),
                categories,
                new Bootstrap(settings.bootstrapSamples(), settings.splitSeed()),
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

    /** {@code ndcg@k} and {@code recall@k} on the validation users, if there are any; the NDCG of the longest cut-off decides. */
    @Override
    public Optional<EpochValidation> validation() {
        return split.validation().count() == 0
                ? Optional.empty()
                : Optional.of(new RankingValidation(evaluator, split.validation(), criterion()));
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
        return new AlgorithmResult(contender.algorithm().name(), null, contender.settings(), metrics, trainSeconds);
    }

    /** The baselines, trained and measured, without the one named {@code except}; one that cannot be trained is noted. */
    List<AlgorithmResult> baselines(ModelTraining training, long seed, String except) {
        List<AlgorithmResult> results = new ArrayList<>();
        for (Contender<?> baseline : Baselines.ranking(settings.threshold())) {
            String name = baseline.algorithm().name();
            if (!name.equals(except)) {
                try {
                    results.add(measure(baseline, training, seed));
                } catch (IllegalArgumentException e) {
                    training.warn("baseline " + name + " is left out: " + e.getMessage());
                }
            }
        }
        return results;
    }

    private AlgorithmResult measure(Contender<?> contender, ModelTraining training, long seed) {
        ModelTraining.Trained trained = training.trainSilently(contender, split.train(), seed, threads);
        try (Model model = trained.model()) {
            return measure(contender, model, trained.seconds());
        }
    }

    @Override
    public ProtocolReport report(String protocol, String note, List<AlgorithmResult> results) {
        return new ProtocolReport(
                protocol,
                note,
                settings.k(),
                settings.threshold(),
                settings.splitSeed(),
                split.train().rowCount(),
                split.test().count(),
                split.test().skipped(),
                results);
    }

    private record RankingValidation(Evaluator evaluator, HeldOutUsers users, String decisive)
            implements EpochValidation {

        @Override
        public Map<String, Double> measure(Model model, int epoch) {
            return evaluator.validate(model, users);
        }

        @Override
        public Optional<String> criterion() {
            return Optional.of(decisive);
        }
    }
}
