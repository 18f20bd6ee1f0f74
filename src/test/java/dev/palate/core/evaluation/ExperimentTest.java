package dev.palate.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.MovieLens100K;
import dev.palate.ReferenceValues;
import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.memory.InsufficientMemoryException;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.popularity.PopularityHyperparameters;
import dev.palate.core.popularity.PopularityHyperparameters.Weighting;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ExperimentTest {

    private static final Contender<PopularityHyperparameters> MEAN_RATINGS =
            new Contender<>(new Popularity(), new PopularityHyperparameters(0, Weighting.RATING_SUM));

    @Test
    void aBaselineForWhichThereIsNoMemoryIsLeftOut() {
        RatingMatrix ratings = RatingDatasets.read(MovieLens100K.directory()).ratings();
        MemoryGuard guard = (work, need, remedy) -> {
            if (need.heapBytes() > 1 << 20) {
                throw new InsufficientMemoryException(work + " does not fit");
            }
        };
        EvaluationSettings settings =
                EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION).defaults();
        ExperimentPlan<PopularityHyperparameters> plan = new ExperimentPlan<>(
                MEAN_RATINGS,
                ExperimentPlan.Data.of(ratings),
                settings,
                TrainingOptions.of(1, new Processors(1, Optional.empty(), guard)));

        ProtocolReport report = new Experiment().run(plan).report().protocols().get(0);

        assertThat(report.results()).extracting(AlgorithmResult::algorithm).doesNotContain("item-knn");
        assertThat(report.note()).contains("baseline item-knn is left out: The training of 'item-knn'");
    }

    @Test
    void popularityUnderTheNotebooksProtocolEqualsTheReference() {
        RatingMatrix ratings = RatingDatasets.read(MovieLens100K.directory()).ratings();
        ExperimentPlan<PopularityHyperparameters> plan =
                ExperimentPlan.of(MEAN_RATINGS, ratings, EvaluationSettings.reconstruction(), 1);
        Map<String, Estimate> metrics = new Experiment()
                .run(plan)
                .report()
                .protocols()
                .get(0)
                .results()
                .get(0)
                .metrics();
        JsonNode reference = ReferenceValues.read("notebook_metrics.json").get("popularity");
        assertThat(metrics.get("ndcg@20").mean())
                .isCloseTo(reference.get("ndcg20").asDouble(), within(1e-9));
        assertThat(metrics.get("recall@20").mean())
                .isCloseTo(reference.get("recall20").asDouble(), within(1e-9));
        assertThat(metrics.get("mse").mean()).isCloseTo(reference.get("mse").asDouble(), within(1e-9));
    }

    @Test
    void neverPassesAHeldOutUserToTheAlgorithm() {
        RatingMatrix ratings = clusters(60);
        Recorder recorder = new Recorder();
        EvaluationSettings settings = EvaluationSettings.strongGeneralization();
        new Experiment().run(ExperimentPlan.of(Contender.of(recorder), ratings, settings, 1));
        assertThat(recorder.trained).hasSize(1);
        assertThat(recorder.trained.get(0).rowCount()).isEqualTo(48);
        assertThat(recorder.validated).isEqualTo(1);
    }

    @Test
    void reportsTheModelAndTheBaselinesWithIntervals() {
        ExperimentResult result = new Experiment()
                .run(ExperimentPlan.of(
                        MEAN_RATINGS,
                        clusters(60),
                        EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION)
                                .read(Map.of("k", List.of(5, 2))),
                        1));
        ProtocolReport report =
                result.report().find(Protocol.STRONG_GENERALIZATION).orElseThrow();
        assertThat(report.results()).extracting(AlgorithmResult::algorithm).startsWith("popularity", "item-knn");
        assertThat(report.trainUsers()).isEqualTo(48);
        assertThat(report.testUsers()).isEqualTo(6);
        // Two groups of users that share no item: neighbours find the right group's items, popularity cannot.
        Estimate knn = report.results().get(1).metrics().get("ndcg@5");
        Estimate popularity = report.results().get(0).metrics().get("ndcg@5");
        assertThat(knn.mean()).isGreaterThan(popularity.mean());
        assertThat(knn.low()).isLessThanOrEqualTo(knn.mean());
        assertThat(knn.high()).isGreaterThanOrEqualTo(knn.mean());
        report.results()
                .forEach(row -> row.metrics()
                        .values()
                        .forEach(estimate -> assertThat(List.of(estimate.mean(), estimate.low(), estimate.high()))
                                .allMatch(Double::isFinite)));
    }

    @ParameterizedTest
    @CsvSource({
        "vae, notebook, STRONG_GENERALIZATION, true",
        "vae, notebook, RECONSTRUCTION, true",
        "vae, ranking, STRONG_GENERALIZATION, false",
        "autorec, ranking, STRONG_GENERALIZATION, true",
        "dae, default, STRONG_GENERALIZATION, false"
    })
    void reportsTheSameFiguresOfEachEpochUnderEveryPreset(
            String name, String preset, Protocol protocol, boolean outputsAreRatings) {
        List<EpochReport> epochs = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, TrainingState state) {
                epochs.add(report);
            }
        };
        Contender<?> contender = Contender.of(Algorithms.standard().find(name).orElseThrow(), preset)
                .withEpochs(2);
        run(contender, protocol, listener);
        assertThat(epochs)
                .hasSize(2)
                .allSatisfy(epoch -> assertThat(epoch.metrics())
                        .containsKeys("testLoss", "ndcg@20", "recall@20")
                        .satisfies(metrics ->
                                assertThat(metrics.containsKey("mse")).isEqualTo(outputsAreRatings))
                        .allSatisfy(
                                (metric, value) -> assertThat(value).as(metric).isFinite()));
    }

    private static <H extends Record> void run(Contender<H> contender, Protocol protocol, TrainingListener listener) {
        EvaluationSettings settings = EvaluationSettings.schema(protocol).defaults();
        TrainingOptions options = TrainingOptions.of(1, 1).withListener(listener);
        new Experiment()
                .run(new ExperimentPlan<>(contender, ExperimentPlan.Data.of(clusters(60)), settings, options))
                .model()
                .close();
    }

    @Test
    void comparesTheModelWithOthersUserByUser() {
        ExperimentResult result = new Experiment()
                .run(ExperimentPlan.of(
                        Contender.of(new ItemKnn()), clusters(60), EvaluationSettings.strongGeneralization(), 1));
        PairedTest test = result.test();
        assertThat(test.userCount()).isEqualTo(6);
        assertThat(test.metric()).isEqualTo("ndcg@100");
        assertThat(test.overPopularity().isSignificant()).isTrue();
        assertThat(test.overPopularity().value())
                .isEqualTo(metrics(result).get("ndcg@100").mean());
        assertThat(test.over(result.model()).difference()).isEqualTo(Estimate.exact(0));
    }

    private static Map<String, Estimate> metrics(ExperimentResult result) {
        return result.report().protocols().get(0).results().get(0).metrics();
    }

    @Test
    void hasNoMetricsWithoutTestUsers() {
        EvaluationSettings settings =
                EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION).read(Map.of("threshold", 6));
        ExperimentResult result = new Experiment().run(ExperimentPlan.of(MEAN_RATINGS, clusters(60), settings, 1));
        assertThat(metrics(result)).isEmpty();
        assertThat(result.test().userCount()).isZero();
    }

    @Test
    void answersTheSameOnOneThreadAndOnThree() {
        EvaluationSettings settings = EvaluationSettings.strongGeneralization();
        ExperimentPlan<PopularityHyperparameters> one = ExperimentPlan.of(MEAN_RATINGS, clusters(60), settings, 1);
        ExperimentPlan<PopularityHyperparameters> three =
                new ExperimentPlan<>(MEAN_RATINGS, one.data(), settings, TrainingOptions.of(1, 3));
        List<Map<String, Estimate>> metrics = new ArrayList<>();
        for (ExperimentPlan<PopularityHyperparameters> plan : List.of(one, three)) {
            new Experiment()
                    .run(plan)
                    .report()
                    .protocols()
                    .forEach(report -> report.results().forEach(row -> metrics.add(row.metrics())));
        }
        assertThat(metrics.subList(0, metrics.size() / 2))
                .isEqualTo(metrics.subList(metrics.size() / 2, metrics.size()));
    }

    @Test
    void reportContainsWarningsOfTheTraining() {
        Recorder recorder = new Recorder();
        ProtocolReport report = new Experiment()
                .run(ExperimentPlan.of(Contender.of(recorder), clusters(60), EvaluationSettings.reconstruction(), 1))
                .report()
                .protocols()
                .get(0);
        assertThat(report.note()).contains("not how well it recommends").contains("Warnings: the posterior collapsed.");
    }

    @Test
    void survivesAJsonRoundTrip() {
        EvaluationReport report = new Experiment()
                .run(ExperimentPlan.of(MEAN_RATINGS, clusters(60), EvaluationSettings.reconstruction(), 1))
                .report();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(report), EvaluationReport.class))
                .isEqualTo(report);
    }

    @Test
    void measuresEachValidationUserOnceHoweverOftenItIsSplit() {
        RankingComparison comparison = new Experiment()
                .rankings(
                        ExperimentPlan.Data.of(clusters(60)),
                        EvaluationSettings.strongGeneralization(),
                        Processors.of(1));
        // Six users, divided ten times each.
        assertThat(comparison.split().validation().count()).isEqualTo(60);
        assertThat(comparison.validationUsers()).isEqualTo(6);
        try (Model model =
                new Popularity().train(comparison.setup(Contender.of(new Popularity()), 1, TrainingListener.SILENT))) {
            Estimate ndcg = comparison.validationAccuracy(model).get("ndcg@100");
            double criterion =
                    comparison.validation().orElseThrow().measure(model, 1).get("ndcg@100");
            assertThat(ndcg.mean()).isCloseTo(criterion, within(1e-12));
            assertThat(ndcg.low()).isLessThan(ndcg.mean());
        }
    }

    @Test
    void trainsTheChosenContenderOnTheValidationUsersToo() {
        RatingMatrix ratings = clusters(60);
        EvaluationSettings settings = EvaluationSettings.strongGeneralization();
        ExperimentPlan<?> plan = ExperimentPlan.of(Contender.of(new ItemKnn()), ratings, settings, 1);
        RankingComparison comparison = new Experiment().rankings(plan.data(), settings, Processors.of(1));
        ExperimentResult result = new Experiment().runFinal(plan, comparison, Set.of("popularity", "item-knn"));
        ProtocolReport report = result.report().protocols().get(0);
        result.model().close();
        assertThat(report.trainUsers()).isEqualTo(54);
        assertThat(report.testUsers()).isEqualTo(6);
        assertThat(report.results()).extracting(AlgorithmResult::algorithm).containsExactly("item-knn", "popularity");
    }

    @Test
    void refusesTooFewUsersAndModelsThatDoNotPredictRatings() {
        assertThatThrownBy(() -> new Experiment()
                        .run(ExperimentPlan.of(
                                MEAN_RATINGS, clusters(2), EvaluationSettings.strongGeneralization(), 1)))
                .hasMessageContaining("2 users with ratings are too few");
        assertThatThrownBy(() -> new Experiment()
                        .run(ExperimentPlan.of(MEAN_RATINGS, clusters(60), EvaluationSettings.ratingPrediction(), 1)))
                .hasMessageContaining("'popularity' with these hyper-parameters do not predict ratings");
    }

    /** Even users rate ten of items 0 to 14 with 5, odd ones of items 15 to 29. */
    private static RatingMatrix clusters(int users) {
        SplittableRandom random = new SplittableRandom(3);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int[] items = new int[10];
            float[] values = new float[10];
            int first = user % 2 * 15 + random.nextInt(6);
            for (int k = 0; k < 10; k++) {
                items[k] = first + k;
                values[k] = 5;
            }
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(30, rows);
    }

    /** Popularity that records its training data, and warns. */
    private static final class Recorder extends Algorithm<PopularityHyperparameters> {

        private final Popularity popularity = new Popularity();
        private final List<RatingMatrix> trained = new ArrayList<>();
        private int validated;

        Recorder() {
            super(
                    "recorder",
                    "Records its training data",
                    new Popularity().hyperparameters().defaults());
        }

        @Override
        public Model train(TrainingSetup<PopularityHyperparameters> setup) {
            trained.add(setup.ratings());
            Model model = popularity.train(setup);
            setup.listener().onWarning("the posterior collapsed");
            Map<String, Double> metrics = setup.validation().orElseThrow().measure(model, 1);
            validated += metrics.containsKey("ndcg@100") || metrics.containsKey("ndcg@20") ? 1 : 0;
            return model;
        }

        @Override
        public Model restore(CheckpointReader checkpoint) {
            throw new UnsupportedOperationException();
        }
    }
}
