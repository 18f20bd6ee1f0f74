package dev.palate.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autorec.AutoRec;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.engine.training.CpuNetworkDevice;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.network.DeviceException;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Networks;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.RowScorer;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import dev.palate.core.training.Setups;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings on an emulated device, and what follows if it fails; needs a C++ compiler. */
class GpuNetworkDeviceTest {

    private static final int USERS = 40;
    private static final String DEVICE = "emulated device";
    private final RatingMatrix ratings = Networks.ratings(USERS);
    private final List<String> warnings = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private final ByteArrayOutputStream saved = new ByteArrayOutputStream();
    private int cancelAfter = Integer.MAX_VALUE;
    private @Nullable EmulatedDevice last;

    private final TrainingListener listener = new TrainingListener() {
        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            epochs.add(report);
            saved.reset();
            try {
                CheckpointWriter writer = new CheckpointWriter(saved);
                state.save(writer);
                writer.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onWarning(String message) {
            warnings.add(message);
        }

        @Override
        public boolean isCancelled() {
            return epochs.size() >= cancelAfter;
        }
    };

    @BeforeAll
    static void needsACompiler() {
        EmulatedDevice.assumeAvailable();
    }

    private record Training<H extends Record>(Algorithm<H> algorithm, H hyperparameters) {

        static <H extends Record> Training<H> of(Algorithm<H> algorithm, Map<String, Object> settings) {
            return new Training<>(algorithm, algorithm.hyperparameters().read(settings));
        }

        TrainingSetup<H> setup(RatingMatrix ratings, NetworkDevice device, TrainingListener listener) {
            Processors processors = new Processors(2, Optional.of(device), MemoryGuard.NONE);
            TrainingOptions options = TrainingOptions.of(7, processors).withListener(listener);
            return new TrainingSetup<>(ratings, hyperparameters, options, Optional.empty());
        }
    }

    private static final Training<?> MULT_VAE = Training.of(
            new Vae(), Map.of("epochs", 3, "latentSize", 8, "batchSize", 20, "annealEpochs", 2, "lambda", 0.01));

    /** Every kind of network, with dropout, annealing, skips, layer norms and both optimisers among them. */
    static List<Training<?>> trainings() {
        List<Integer> hidden = List.of(12);
        return List.of(
                Training.of(new AutoRec(), Map.of("epochs", 2, "hiddenSize", 12)),
                Training.of(
                        new AutoRec(),
                        Map.of("epochs", 1, "hiddenSize", 12, "objective", "observed", "optimiser", "sgd")),
                Training.of(
                        new Vae(),
                        Map.of("epochs", 2, "latentSize", 8, "hiddenSizes", hidden, "likelihood", "gaussian")),
                MULT_VAE,
                Training.of(new Dae(), Map.of("epochs", 2, "layerSizes", hidden)),
                Training.of(new RecVae(), Map.of("epochs", 2, "latentSize", 8, "encoderLayers", 2, "hiddenSize", 12)));
    }

    private <H extends Record> Autoencoder train(Training<H> training, NetworkDevice device) {
        return (Autoencoder) training.algorithm.train(training.setup(ratings, device, listener));
    }

    private float[] weights(Training<?> training, NetworkDevice device) {
        try (Autoencoder model = train(training, device)) {
            return model.parameters().weights(0);
        }
    }

    private List<String> devices() {
        return epochs.stream().map(epoch -> epoch.device().name()).toList();
    }

    private Device remembered() {
        last = EmulatedDevice.create();
        return last;
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void trainsAndScoresAsTheCpu(Training<?> training) {
        try (Autoencoder expected = train(training, new CpuNetworkDevice());
                Autoencoder actual = train(training, new GpuNetworkDevice(EmulatedDevice::create, false))) {
            assertThat(actual.parameters().weights(0))
                    .containsExactly(expected.parameters().weights(0), within(1e-4f));
            assertThat(devices()).startsWith("CPU").endsWith(DEVICE).containsOnly("CPU", DEVICE);
            EpochReport epoch = epochs.get(epochs.size() - 1);
            assertThat(epoch.device().memoryBytes()).isPositive();
            assertThat(epoch.device().stepMilliseconds()).isPositive();
            float[] expectedScores = new float[USERS * Networks.ITEMS];
            float[] scores = new float[USERS * Networks.ITEMS];
            expected.scoreRows(ratings, 0, USERS, expectedScores);
            actual.scoreRows(ratings, 0, USERS, scores);
            assertThat(scores).containsExactly(expectedScores, within(1e-4f));
        }
    }

    @Test
    void validationScoresOnTheDevice() {
        GpuNetworkDevice gpu = new GpuNetworkDevice(this::remembered, false);
        List<Integer> launches = new ArrayList<>();
        TrainingSetup<?> setup = MULT_VAE.setup(ratings, gpu, listener)
                .withValidation(EpochValidation.of(Optional.empty(), (model, epoch) -> {
                    int before = last.launches();
                    model.scoreRows(ratings, 0, USERS, new float[USERS * Networks.ITEMS]);
                    launches.add(last.launches() - before);
                    return Map.of();
                }));
        trainWith(MULT_VAE, setup);
        assertThat(launches).hasSize(3).allSatisfy(count -> assertThat(count).isPositive());
    }

    @SuppressWarnings("unchecked")
    private static <H extends Record> float[] trainWith(Training<H> training, TrainingSetup<?> setup) {
        try (Autoencoder model = (Autoencoder) training.algorithm.train((TrainingSetup<H>) setup)) {
            return model.parameters().weights(0);
        }
    }

    @Test
    void cancelsAndReleasesTheDevice() {
        cancelAfter = 1;
        GpuNetworkDevice gpu = new GpuNetworkDevice(this::remembered, true);
        assertThatThrownBy(() -> train(MULT_VAE, gpu)).isInstanceOf(TrainingCancelledException.class);
        assertThat(last.allocatedBytes()).isZero();
    }

    @Test
    void reportsATrainingThatDiverges() {
        Training<?> wild = Training.of(
                new Vae(), Map.of("epochs", 9, "likelihood", "gaussian", "learningRate", 1.0, "optimiser", "sgd"));
        GpuNetworkDevice gpu = new GpuNetworkDevice(this::remembered, true);
        assertThatThrownBy(() -> train(wild, gpu)).isInstanceOf(TrainingDivergedException.class);
        assertThat(last.allocatedBytes()).isZero();
    }

    /** A device that works when it is looked for, and then is {@code device}. */
    private static GpuNetworkDevice failing(Supplier<Device> device, boolean fallsBack) {
        List<Supplier<Device>> opened = new ArrayList<>();
        return new GpuNetworkDevice(
                () -> {
                    opened.add(device);
                    return opened.size() == 1 ? EmulatedDevice.create() : device.get();
                },
                fallsBack);
    }

    @Test
    void leavesProductsInBfloat16ToTheCpu() {
        String obstacle = OneDnn.obstacleToBfloat16().orElse("");
        assumeTrue(obstacle.isEmpty(), obstacle);
        Training<?> rounded = Training.of(new Dae(), Map.of("epochs", 1, "precision", "bf16"));
        train(rounded, new GpuNetworkDevice(EmulatedDevice::create, false)).close();
        assertThat(devices()).containsOnly("CPU");
        assertThat(warnings).contains("trains on the CPU: precision bf16 is one of the CPU");
    }

    @Test
    void theCpuTakesOverATrainingThatDoesNotFit() {
        GpuNetworkDevice gpu = failing(() -> EmulatedDevice.create().withMemory(10_000), true);
        assertThat(weights(MULT_VAE, gpu)).isEqualTo(weights(MULT_VAE, new CpuNetworkDevice()));
        assertThat(warnings).first().asString().contains("the GPU failed: out of memory");
        assertThat(devices()).containsOnly("CPU");
    }

    @Test
    void theCpuTakesOverIfTheFirstStepFails() {
        GpuNetworkDevice gpu = failing(() -> EmulatedDevice.create().failAfter(3), true);
        assertThat(weights(MULT_VAE, gpu)).isEqualTo(weights(MULT_VAE, new CpuNetworkDevice()));
        warnings.clear();
        weights(MULT_VAE, gpu);
        assertThat(devices()).containsOnly("CPU");
        assertThat(warnings).first().asString().contains("the GPU was lost");
    }

    @Test
    void theCpuContinuesFromTheLastSavedStateAfterALoss() throws IOException {
        float[] expected = weights(MULT_VAE, new CpuNetworkDevice());
        epochs.clear();
        warnings.clear();
        GpuNetworkDevice gpu = failing(() -> EmulatedDevice.create().failAfter(50), true);
        assertThatThrownBy(() -> train(MULT_VAE, gpu)).isInstanceOf(DeviceException.class);
        assertThat(devices()).isNotEmpty().containsOnly(DEVICE).hasSizeLessThan(3);
        assertThat(warnings).as("the attempt fails with the reason").isEmpty();

        CheckpointReader state = new CheckpointReader(new ByteArrayInputStream(saved.toByteArray()));
        float[] resumed = trainWith(MULT_VAE, Setups.resumed(MULT_VAE.setup(ratings, gpu, listener), state));
        assertThat(resumed).containsExactly(expected, within(1e-4f));
        assertThat(devices()).hasSize(3).endsWith("CPU");
        assertThat(warnings).anyMatch(warning -> warning.contains("the GPU was lost: the device is lost"));
    }

    @Test
    void aScorerThatFailsReleasesTheDeviceAndLeavesTheRowsToTheCpu() {
        GpuNetworkDevice gpu = failing(
                () -> {
                    last = EmulatedDevice.create().failAfter(0);
                    return last;
                },
                true);
        NetworkSpec spec = Networks.all().get(0);
        try (RowScorer scorer =
                gpu.rowScorer(spec, () -> Parameters.initial(spec, 5), 1).orElseThrow()) {
            float[] scores = new float[USERS * Networks.ITEMS];
            assertThat(scorer.scoreRows(ratings, 0, USERS, scores)).isFalse();
            assertThat(last.allocatedBytes()).isZero();
            assertThat(scorer.scoreRows(ratings, 0, USERS, scores)).isFalse();
        }
    }

    @Test
    void failsWithTheReasonIfTheGpuIsDemanded() {
        GpuNetworkDevice gpu = failing(() -> EmulatedDevice.create().withMemory(10_000), false);
        assertThatThrownBy(() -> train(MULT_VAE, gpu))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("out of memory");
    }
}
