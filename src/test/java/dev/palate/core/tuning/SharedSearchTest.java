package dev.palate.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedSearchTest {

    private final RankingComparison comparison = new Experiment()
            .rankings(
                    ExperimentPlan.Data.of(ratings(300, 60)),
                    EvaluationSettings.strongGeneralization(),
                    Processors.of(2));
    private final List<TuningTrial> heard = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();

    @Test
    void triesManySettingsAndScoresTheBestLikeATraining() {
        Contender<EaseHyperparameters> base = Contender.of(new Ease());
        TuningResult<EaseHyperparameters> result = new RandomSearch(Clock.systemUTC(), new TuningListener() {
                    @Override
                    public void onTrial(TuningTrial trial) {
                        heard.add(trial);
                    }

                    @Override
                    public void onProgress(double share) {
                        shares.add(share);
                    }
                })
                .run(base, comparison, new TuningBudget(20, 0), 1);

        // 20 lambdas, then 6 lambdas for each of 4 other weightings.
        assertThat(result.trials()).hasSize(44).isEqualTo(heard);
        assertThat(result.trials().stream()
                        .limit(20)
                        .map(trial -> trial.hyperparameters().get("lambda"))
                        .distinct())
                .hasSize(20);
        assertThat(shares).isSorted().endsWith(1.0);
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.score()).isNotNull().isLessThanOrEqualTo(result.score()));
        try (Model trained = new Ease()
                .train(comparison.setup(new Contender<>(new Ease(), result.best()), 1, TrainingListener.SILENT))) {
            double score =
                    comparison.validation().orElseThrow().measure(trained, 0).get("ndcg@100");
            assertThat(score).isCloseTo(result.score(), within(1e-3));
        }
    }

    /** Users of four groups, each of which likes its own quarter of the items best. */
    private static RatingMatrix ratings(int users, int items) {
        SplittableRandom random = new SplittableRandom(5);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int group = user % 4;
            int[] chosen = IntStream.range(0, items)
                    .filter(item -> random.nextDouble() < (item % 4 == group ? 0.4 : 0.1))
                    .toArray();
            float[] values = new float[chosen.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = 2 + random.nextInt(4);
            }
            rows.add(SparseVector.of(chosen, values));
        }
        return RatingMatrix.of(items, rows);
    }
}
