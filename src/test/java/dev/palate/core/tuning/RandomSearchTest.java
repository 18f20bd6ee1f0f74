package dev.palate.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingSetup;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RandomSearchTest {

    record Settings(
            @Hyperparameter(value = "Best at 0.7.", min = 0, max = 1, tune = "0..1")
            double height,

            @Hyperparameter(value = "Epochs.", min = 1, max = 90)
            int epochs) {}

    private final List<TuningTrial> heard = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    /** A training takes a minute. */
    private final TuningListener listener = new TuningListener() {
        @Override
        public void onTrial(TuningTrial trial) {
            heard.add(trial);
            now = now.plusSeconds(60);
        }

        @Override
        public void onProgress(double share) {
            shares.add(share);
        }
    };

    @Test
    void promotesTheBestThirdToTwiceTheEpochs() {
        TuningResult<Settings> result = search(new TuningBudget(9, 0), 5);
        assertThat(result.trials())
                .extracting(TuningTrial::rung)
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
        assertThat(result.trials().get(0).hyperparameters())
                .containsEntry("height", 0.1)
                .containsEntry("epochs", 22);
        assertThat(result.trials().get(9).hyperparameters()).containsEntry("epochs", 45);
        assertThat(result.trials().get(12).hyperparameters()).containsEntry("epochs", 90);
        // The base hyper-parameters are trained in full, even if they were not promoted.
        assertThat(result.trials().get(13).hyperparameters())
                .containsEntry("height", 0.1)
                .containsEntry("epochs", 90);
        double best = result.trials().stream()
                .limit(9)
                .map(TuningTrial::score)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        assertThat(result.score()).isEqualTo(best);
        assertThat(result.best().epochs()).isEqualTo(90);
        assertThat(heard).isEqualTo(result.trials());
    }

    @Test
    void findsTheSameForTheSameSeed() {
        TuningBudget budget = new TuningBudget(9, 0);
        assertThat(search(budget, 5)).isEqualTo(search(budget, 5));
        assertThat(search(budget, 6).best()).isNotEqualTo(search(budget, 5).best());
    }

    @Test
    void findsTheSameWithSeveralTrainingsAtOnce() {
        Hill wide = new Hill(Optional.of(new Altimeter("height")), Processors.of(3));
        TuningBudget budget = new TuningBudget(9, 0);
        TuningResult<Settings> result = new RandomSearch(Clock.systemUTC(), listener).run(base(), wide, budget, 5);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(result.trials());
        assertThat(shares).isSorted().endsWith(1.0);
        assertThat(result).isEqualTo(search(budget, 5));
    }

    @Test
    void startsNoTrainingAfterTheDeadline() {
        TuningResult<Settings> result = search(new TuningBudget(9, 3), 1);
        assertThat(result.trials()).hasSize(3);
        assertThat(result.best().epochs()).isEqualTo(90);
    }

    @Test
    void reportsProgressWithinTrainings() {
        search(new TuningBudget(9, 0), 5);
        // Nine quarters, three halves, two in full: 5.75 trainings. Each reports progress half way and at its end.
        assertThat(shares).isSorted().endsWith(1.0);
        assertThat(shares.get(0)).isCloseTo(0.125 / 5.75, within(1e-12));
        assertThat(shares).anySatisfy(share -> assertThat(share).isCloseTo(2.25 / 5.75, within(1e-12)));
        assertThat(shares).anySatisfy(share -> assertThat(share).isCloseTo(3.75 / 5.75, within(1e-12)));
    }

    @Test
    void reportsTheElapsedShareOfTheTimeIfItIsGreater() {
        search(new TuningBudget(10000, 4), 1);
        assertThat(shares).isSorted().contains(0.25, 0.5, 0.75, 1.0);
    }

    @Test
    void countsATrainingThatDivergedAsFailed() {
        TuningTrial failed = search(new TuningBudget(9, 0), 1).trials().stream()
                .filter(trial -> trial.score() == null)
                .findFirst()
                .orElseThrow();
        assertThat(failed.failure()).contains("training diverged in epoch 1");
    }

    @Test
    void rejectsAComparisonWithoutValidation() {
        assertThatThrownBy(() -> new RandomSearch(Clock.systemUTC(), listener)
                        .run(base(), new Hill(Optional.empty()), new TuningBudget(1, 0), 1))
                .hasMessageContaining("tuning needs validation users");
    }

    @Test
    void failsAtTheFirstModelWithoutTheCriterion() {
        assertThatThrownBy(() -> new RandomSearch(Clock.systemUTC(), listener)
                        .run(base(), new Hill(Optional.of(new Altimeter("depth"))), new TuningBudget(9, 0), 1))
                .hasMessage("models of 'climber' with these hyper-parameters are not measured by depth,"
                        + " which the search goes by");
        assertThat(heard).isEmpty();
    }

    private TuningResult<Settings> search(TuningBudget budget, long seed) {
        InstantSource clock = () -> now;
        return new RandomSearch(clock.withZone(ZoneOffset.UTC), listener)
                .run(base(), new Hill(Optional.of(new Altimeter("height"))), budget, seed);
    }

    private static Contender<Settings> base() {
        return new Contender<>(new Climber(), new Settings(0.1, 90));
    }

    /** A model with a fixed score. */
    private record Height(double value) implements Model {

        @Override
        public int itemCount() {
            return 0;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {}

        @Override
        public void save(CheckpointWriter checkpoint) {}
    }

    /** An algorithm whose score is its hyper-parameter; it diverges above 0.95. */
    private static final class Climber extends Algorithm<Settings> {

        Climber() {
            super("climber", "Climbs", new Settings(0.1, 90));
        }

        @Override
        public Model train(TrainingSetup<Settings> setup) {
            double height = setup.hyperparameters().height();
            if (height > 0.95) {
                throw new TrainingDivergedException(1, 1, Double.NaN);
            }
            int epochs = setup.hyperparameters().epochs();
            setup.listener().onBatch((epochs + 1) / 2, 2 - epochs % 2, 2);
            return new Height(1 - Math.abs(height - 0.7));
        }

        @Override
        public Model restore(CheckpointReader checkpoint) {
            throw new UnsupportedOperationException();
        }
    }

    private record Hill(Optional<EpochValidation> validation, Processors processors) implements Comparison {

        Hill(Optional<EpochValidation> validation) {
            this(validation, Processors.of(1));
        }

        @Override
        public RatingMatrix train() {
            return RatingMatrix.of(0, List.of());
        }

        @Override
        public Comparison on(Processors others) {
            return new Hill(validation, others);
        }

        @Override
        public Comparison withoutValidation() {
            throw new AssertionError("tuning never trains on the validation");
        }

        @Override
        public AlgorithmResult measure(
                Contender<?> contender, ItemScorer model, double trainSeconds, MeasureListener listener) {
            throw new AssertionError("tuning must not read the test");
        }

        @Override
        public ProtocolReport report(String protocol, String note, List<AlgorithmResult> results) {
            throw new AssertionError("tuning must not read the test");
        }
    }

    /** Measures heights under any criterion. */
    private record Altimeter(String decisive) implements EpochValidation {

        @Override
        public Map<String, Double> measure(Model model, int epoch) {
            return Map.of("height", ((Height) model).value());
        }

        @Override
        public Optional<String> criterion() {
            return Optional.of(decisive);
        }
    }
}
