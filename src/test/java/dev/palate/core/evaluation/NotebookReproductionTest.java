package dev.palate.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.MovieLens100K;
import dev.palate.ReferenceValues;
import dev.palate.core.Algorithms;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingState;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The notebook's networks, data, split and protocol reach the figures of ten trainings in PyTorch
 * ({@code notebook_metrics.json}), in the five columns of the last epoch.
 */
class NotebookReproductionTest {

    private static final Logger LOG = LoggerFactory.getLogger(NotebookReproductionTest.class);
    private static final int SEEDS = 60;

    @ParameterizedTest
    @ValueSource(strings = {"autorec", "vae"})
    void oneSeedEndsWithinTheRangeOfTenPyTorchSeeds(String name) {
        RatingMatrix ratings = RatingDatasets.read(MovieLens100K.directory()).ratings();
        JsonNode reference = lastEpoch(name);
        lastEpochFigures(algorithm(name), ratings, 0).forEach((column, value) -> {
            double mean = reference.get(column).get("mean").asDouble();
            double deviation = reference.get(column).get("sd").asDouble();
            assertThat(value).as(column).isCloseTo(mean, within(4 * deviation));
        });
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"autorec", "vae"})
    void theMeanOfManySeedsIsWithinOneDeviationOfTenPyTorchSeeds(String name) {
        RatingMatrix ratings = RatingDatasets.read(MovieLens100K.directory()).ratings();
        JsonNode reference = lastEpoch(name);
        Map<String, Double> means = new LinkedHashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            lastEpochFigures(algorithm(name), ratings, seed)
                    .forEach((column, value) -> means.merge(column, value / SEEDS, Double::sum));
        }
        means.forEach((column, value) -> {
            double mean = reference.get(column).get("mean").asDouble();
            double deviation = reference.get(column).get("sd").asDouble();
            LOG.info("{} {}: ours {}, PyTorch {} +- {}", name, column, value, mean, deviation);
            assertThat(value).as(column).isCloseTo(mean, within(deviation));
        });
        assertThat(means).containsOnlyKeys("trainLoss", "testLoss", "ndcg20", "recall20", "mse");
    }

    private static Algorithm<?> algorithm(String name) {
        return Algorithms.standard().find(name).orElseThrow();
    }

    private static JsonNode lastEpoch(String name) {
        JsonNode epochs = ReferenceValues.read("notebook_metrics.json").get(name);
        return epochs.get(epochs.size() - 1);
    }

    /** The figures of the last epoch by the column names of the reference. */
    private static <H extends Record> Map<String, Double> lastEpochFigures(
            Algorithm<H> algorithm, RatingMatrix ratings, long seed) {
        AtomicReference<EpochReport> last = new AtomicReference<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, TrainingState state) {
                last.set(report);
            }
        };
        new Experiment()
                .run(new ExperimentPlan<>(
                        Contender.of(algorithm, Presets.NOTEBOOK),
                        ExperimentPlan.Data.of(ratings),
                        EvaluationSettings.reconstruction(),
                        TrainingOptions.of(seed, 2).withListener(listener)));
        EpochReport report = last.get();
        assertThat(report.epoch()).isEqualTo(20);
        return Map.of(
                "trainLoss", report.trainLoss(),
                "testLoss", report.metrics().get("testLoss"),
                "ndcg20", report.metrics().get("ndcg@20"),
                "recall20", report.metrics().get("recall@20"),
                "mse", report.metrics().get("mse"));
    }
}
