package dev.palate.core.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Networks;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.Setups;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.core.training.WarmStart;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderTrainingTest {

    private static final RatingMatrix RATINGS = Networks.ratings(50);

    private static <H extends Record> TrainingSetup<H> setup(Algorithm<H> algorithm, Map<String, ?> settings) {
        return TrainingSetup.of(RATINGS, algorithm.hyperparameters().read(settings), 7, 2);
    }

    private static Algorithm<?> algorithm(String name) {
        return Algorithms.standard().find(name).orElseThrow();
    }

    /** Keeps the saved state of one epoch, and optionally cancels after it. */
    private static final class Recorder implements TrainingListener {
        private final int epoch;
        private final boolean stop;
        private final List<EpochReport> reports = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private byte[] state = {};

        Recorder(int epoch, boolean stop) {
            this.epoch = epoch;
            this.stop = stop;
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState saved) {
            reports.add(report);
            if (report.epoch() == epoch) {
                state = bytes(saved);
            }
        }

        @Override
        public void onWarning(String message) {
            warnings.add(message);
        }

        @Override
        public boolean isCancelled() {
            return stop && reports.size() >= epoch;
        }
    }

    private static byte[] bytes(TrainingState state) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CheckpointWriter writer = new CheckpointWriter(bytes);
            state.save(writer);
            writer.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CheckpointReader reader(byte[] bytes) throws IOException {
        return new CheckpointReader(new ByteArrayInputStream(bytes));
    }

    private static EpochValidation criterion(List<Double> byEpoch) {
        return new EpochValidation() {
            @Override
            public Map<String, Double> measure(Model model, int epoch) {
                return Map.of("score", byEpoch.get(epoch - 1));
            }

            @Override
            public Optional<String> criterion() {
                return Optional.of("score");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"autorec", "vae", "dae", "recvae"})
    void endsWithTheSameBitsWhenInterruptedAndResumed(String name) throws IOException {
        endsWithTheSameBits(algorithm(name));
    }

    private static <H extends Record> void endsWithTheSameBits(Algorithm<H> algorithm) throws IOException {
        TrainingSetup<H> setup = setup(algorithm, Map.of("epochs", 5, "batchSize", 16));
        EpochValidation validation = criterion(List.of(0.1, 0.5, 0.2, 0.6, 0.3));
        byte[] whole = bytes(algorithm.train(setup.withValidation(validation))::save);

        Recorder recorder = new Recorder(3, true);
        assertThatThrownBy(
                        () -> algorithm.train(setup.withValidation(validation).withListener(recorder)))
                .isInstanceOf(TrainingCancelledException.class);
        byte[] resumed =
                bytes(algorithm.train(Setups.resumed(setup.withValidation(validation), reader(recorder.state)))::save);

        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void keepsTheBestEpochAndStopsWhenPatienceIsOver() {
        keepsTheBest(algorithm("vae"));
    }

    @Test
    void endsAfterTheEpochInWhichItsTimeIsOverAndKeepsTheBest() {
        endsInTime(algorithm("dae"));
    }

    private static <H extends Record> void endsInTime(Algorithm<H> algorithm) {
        List<String> warnings = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();
        TrainingListener limited = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, TrainingState state) {
                ended.add(report.epoch());
            }

            @Override
            public void onWarning(String message) {
                warnings.add(message);
            }

            @Override
            public boolean isTimeOver() {
                return ended.size() == 2;
            }
        };
        TrainingSetup<H> two = setup(algorithm, Map.of("epochs", 2, "patience", 0));
        TrainingSetup<H> seven = setup(algorithm, Map.of("epochs", 7, "patience", 0));
        try (Model expected = algorithm.train(two);
                Model model = algorithm.train(seven.withListener(limited))) {
            assertThat(ended).containsExactly(1, 2);
            assertThat(warnings).contains("stopped after epoch 2: its time was over");
            assertThat(scores(model)).isEqualTo(scores(expected));
        }
    }

    private static float[] scores(Model model) {
        float[] scores = new float[model.itemCount()];
        model.score(RATINGS.row(0), scores);
        return scores;
    }

    private static <H extends Record> void keepsTheBest(Algorithm<H> algorithm) {
        Recorder recorder = new Recorder(2, false);
        TrainingSetup<H> setup = setup(algorithm, Map.of("epochs", 9, "patience", 2));
        byte[] best = bytes(algorithm.train(
                setup.withListener(recorder).withValidation(criterion(List.of(0.1, 0.9, 0.3, 0.4, 1.0))))::save);
        assertThat(recorder.reports).hasSize(4);
        assertThat(recorder.warnings).anyMatch(w -> w.contains("stopped after epoch 4"));
        byte[] twoEpochs = bytes(algorithm.train(setup(algorithm, Map.of("epochs", 2)))::save);
        assertThat(best).isEqualTo(twoEpochs);
    }

    @Test
    void reportsDivergenceOfTheLoss() {
        diverges(algorithm("autorec"));
    }

    private static <H extends Record> void diverges(Algorithm<H> algorithm) {
        TrainingSetup<H> setup = setup(algorithm, Map.of("epochs", 500, "learningRate", 1.0, "optimiser", "sgd"));
        assertThatThrownBy(() -> algorithm.train(setup))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("lower learning rate");
    }

    @Test
    void reportsDivergenceInTheLastStep() {
        overflows(new Vae());
    }

    /** The loss of a single step is that of the initial weights, so only the parameters show the divergence. */
    private static void overflows(Vae vae) {
        VaeHyperparameters absurd = new VaeHyperparameters(
                VaeHyperparameters.Likelihood.GAUSSIAN,
                new VaeHyperparameters.Shape(List.of(), 4),
                new VaeHyperparameters.Objective(0, 1, 0, LikedRatings.atLeast(4), 0, 0),
                new Optimisation(
                        Float.MAX_VALUE,
                        LearningRateSchedule.CONSTANT,
                        OptimiserKind.SGD,
                        RATINGS.rowCount(),
                        NetworkTrainer.Precision.FP32,
                        new Optimisation.StoppingRule(1, 0)));
        assertThatThrownBy(() -> vae.train(TrainingSetup.of(RATINGS, absurd, 7, 2)))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("training diverged in epoch 1: a parameter is no longer a finite number;"
                        + " try a lower learning rate");
    }

    @Test
    void continuesTheTrainingTimeAfterResuming() throws IOException {
        countsOn(algorithm("autorec"));
    }

    private static <H extends Record> void countsOn(Algorithm<H> algorithm) throws IOException {
        TrainingSetup<H> setup = setup(algorithm, Map.of("epochs", 3));
        Recorder first = new Recorder(2, true);
        assertThatThrownBy(() -> algorithm.train(setup.withListener(first)))
                .isInstanceOf(TrainingCancelledException.class);
        Recorder second = new Recorder(3, false);
        algorithm.train(Setups.resumed(setup.withListener(second), reader(first.state)));
        assertThat(second.reports.get(0).trainSeconds())
                .isGreaterThan(first.reports.get(1).trainSeconds());
    }

    @Test
    void copiesItemRowsByIndexInAWarmStart() throws IOException {
        warm(algorithm("dae"));
    }

    private static <H extends Record> void warm(Algorithm<H> algorithm) throws IOException {
        byte[] earlier = bytes(algorithm.train(setup(algorithm, Map.of("epochs", 3)))::save);
        int[] swapped = IntStream.range(0, Networks.ITEMS).toArray();
        swapped[0] = 1;
        swapped[1] = 0;
        swapped[2] = -1;
        TrainingSetup<H> setup = Setups.warm(
                setup(algorithm, Map.of("epochs", 1, "learningRate", 1e-7)), new WarmStart(reader(earlier), swapped));
        float[] old = reader(earlier).floats("parameters.0.weights");
        float[] warm = reader(bytes(algorithm.train(setup)::save)).floats("parameters.0.weights");
        int width = old.length / Networks.ITEMS;
        assertThat(warm[0]).isCloseTo(old[width], within(1e-4f));
        assertThat(warm[width]).isCloseTo(old[0], within(1e-4f));
        assertThat(warm[5 * width]).isCloseTo(old[5 * width], within(1e-4f));
        assertThat(Math.abs(warm[2 * width] - old[2 * width])).isGreaterThan(1e-4f);
    }

    @Test
    void refusesToTrainWithoutRatings() {
        Algorithm<?> algorithm = algorithm("vae");
        assertThatThrownBy(() -> nothing(algorithm)).hasMessageContaining("no ratings");
    }

    private static <H extends Record> void nothing(Algorithm<H> algorithm) {
        RatingMatrix empty = RatingMatrix.of(Networks.ITEMS, List.of());
        algorithm.train(TrainingSetup.of(empty, algorithm.hyperparameters().defaults(), 1, 1));
    }
}
