package dev.palate.training.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.Algorithms;
import dev.palate.core.autorec.AutoRec;
import dev.palate.core.autorec.AutoRecHyperparameters;
import dev.palate.core.ease.Ease;
import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.DaeHyperparameters;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderReaderTest {

    private static final String WARM = "{\"warmStart\": 3}";
    private static final String BFLOAT16 = "{\"precision\": \"bf16\"}";
    private static final String RATING_PREDICTION = "{\"protocol\": \"rating-prediction\"}";

    @Test
    void startsNothingFromAnEarlierVersionThatHasNoEpochs() {
        assertThatThrownBy(() -> train(new Ease(), WARM))
                .isInstanceOf(TrainingException.class)
                .hasMessage("warmStart must be left out for ease, which is not trained in epochs");
        assertThat(train(new Vae(), WARM).options().warmStart()).isEqualTo(3);
    }

    @Test
    void measuresNoRatingsOfModelsThatPredictNone() {
        String refusal = "protocol must not be rating-prediction for %s with these hyper-parameters,"
                + " whose models predict no ratings";
        assertThatThrownBy(() -> train(new Ease(), RATING_PREDICTION))
                .isInstanceOf(TrainingException.class)
                .hasMessage(refusal.formatted("ease"));
        assertThatThrownBy(() -> read(TrainingKind.TUNE, new Ease(), RATING_PREDICTION))
                .hasMessage(refusal.formatted("ease"));
        assertThatThrownBy(() -> train(new AutoRec(), RATING_PREDICTION)).hasMessage(refusal.formatted("autorec"));
        TrainingOrder<?> order =
                train(new AutoRec(), "{\"protocol\": \"rating-prediction\", \"objective\": \"observed\"}");
        assertThat(order.evaluation().protocol()).isEqualTo(Protocol.RATING_PREDICTION);
    }

    /** A process without oneDNN, or on a processor without AVX512_BF16, refuses the precision; it never trains in another one. */
    @ParameterizedTest
    @ValueSource(strings = {"vae", "dae", "recvae", "autorec"})
    void trainsInBfloat16OnlyWhereThatIsPossible(String name) {
        Algorithm<?> algorithm = Algorithms.standard().find(name).orElseThrow();
        Optional<String> obstacle = OneDnn.obstacleToBfloat16();
        if (obstacle.isPresent()) {
            assertThatThrownBy(() -> train(algorithm, BFLOAT16))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("hyperparameters precision cannot be bf16: " + obstacle.get());
        } else {
            assertThat(train(algorithm, BFLOAT16).contender().settings()).containsEntry("precision", "bf16");
        }
        assertThat(train(algorithm, "{}").contender().settings()).containsEntry("precision", "fp32");
        assertThatThrownBy(() -> train(algorithm, "{\"precision\": \"fp16\"}"))
                .hasMessageContaining("precision")
                .hasMessageContaining("bf16");
    }

    /** Whether or not this process could: another one multiplies. */
    @ParameterizedTest
    @ValueSource(strings = {"vae", "dae"})
    void refusesBfloat16OnSpark(String name) {
        Algorithm<?> algorithm = Algorithms.standard().find(name).orElseThrow();
        assertThatThrownBy(() -> train(algorithm, "{\"engine\": \"spark\", \"precision\": \"bf16\"}"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("precision must be fp32 with the engine spark, whose executors have no oneDNN");
        assertThat(train(algorithm, "{\"engine\": \"spark\", \"precision\": \"fp32\"}")
                        .options()
                        .engine())
                .isEqualTo(Engine.SPARK);
    }

    @Test
    void takesNeitherABudgetForATrainingNorAWarmStartForASearch() {
        assertThatThrownBy(() -> train(new Ease(), "{\"budget\": {\"trials\": 3}}"))
                .hasMessageStartingWith("hyperparameters.budget is unknown");
        assertThatThrownBy(() -> read(TrainingKind.TUNE, new Vae(), WARM))
                .hasMessageStartingWith("hyperparameters.warmStart is unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"threshold\": 3}",
                "{\"hyperparameters\": {\"threshold\": 3}}",
                "{\"split\": {\"threshold\": 3}}",
                "{\"threshold\": 3, \"split\": {\"threshold\": 3.0}}"
            })
    void hasOneThresholdUnderAllOfItsNames(String body) {
        TrainingOrder<?> order = train(new Ease(), body);

        assertThat(order.evaluation().threshold()).isEqualTo(3);
        assertThat(order.contender().settings()).containsEntry("threshold", 3.0);
        assertThat(train(new AutoRec(), "{\"threshold\": 3}").evaluation().threshold())
                .isEqualTo(3);
    }

    @Test
    void refusesTwoThresholds() {
        assertThatThrownBy(() -> train(new Ease(), "{\"threshold\": 3, \"split\": {\"threshold\": 4}}"))
                .hasMessage("threshold must be the same under each of its names, but the request has"
                        + " {threshold=3.0, split.threshold=4.0}");
    }

    @Test
    void trainsTheModelThatRanksBestUnlessThePresetIsTheNotebook() {
        assertThat(train(new Vae(), "{}").hyperparameters()).isEqualTo(VaeHyperparameters.RANKING);
        assertThat(train(new Vae(), "{}").evaluation().protocol()).isEqualTo(Protocol.STRONG_GENERALIZATION);
        TrainingOrder<?> notebook = train(new Vae(), "{\"preset\": \"notebook\"}");
        assertThat(notebook.hyperparameters()).isEqualTo(VaeHyperparameters.NOTEBOOK);
        assertThat(notebook.evaluation().protocol()).isEqualTo(Protocol.RECONSTRUCTION);
        assertThat(train(new AutoRec(), "{}").hyperparameters()).isEqualTo(AutoRecHyperparameters.RANKING);
        assertThat(train(new AutoRec(), "{\"preset\": \"notebook\"}").hyperparameters())
                .isEqualTo(AutoRecHyperparameters.NOTEBOOK);
    }

    @Test
    void readsAnOrderThatItHasWritten() {
        StoredOrders stored = new StoredOrders(Algorithms.standard());
        String body = """
                {"preset": "rating-prediction", "learningRate": 0.0123, "split": {"testShare": 0.25}, "seed": 7,
                 "promote": "always", "budget": {"trials": 5, "minutes": 2}}""";
        for (TrainingOrder<?> order : new TrainingOrder<?>[] {
            TrainingOrder.of(new Vae()), TrainingOrder.of(new Ease()), read(TrainingKind.TUNE, new AutoRec(), body)
        }) {
            TrainingOrder<?> read = (TrainingOrder<?>) stored.read(StoredOrders.write(order));
            assertThat(read.algorithm().name()).isEqualTo(order.algorithm().name());
            assertThat(read.hyperparameters()).isEqualTo(order.hyperparameters());
            assertThat(read.evaluation()).isEqualTo(order.evaluation());
            assertThat(read.options()).isEqualTo(order.options());
            assertThat(read.seed()).isEqualTo(order.seed());
        }
    }

    @Test
    void readsAnAutomaticOrderThatItHasWritten() {
        TrainingRequest request = new JsonMapper()
                .readValue("{\"budget\": {\"minutes\": 3}, \"threshold\": 1, \"seed\": 7}", TrainingRequest.class);
        AutoOrder order = AutoOrderReader.read(TrainingKind.TRAIN, request);
        assertThat(order.budget().minutes()).isEqualTo(3);
        assertThat(order.evaluation().threshold()).isEqualTo(1);
        assertThat(order.thresholdGiven()).isTrue();
        assertThat(new StoredOrders(Algorithms.standard()).read(StoredOrders.write(order)))
                .isEqualTo(order);
        assertThat(AutoOrderReader.read(TrainingKind.TRAIN, TrainingRequest.DEFAULTS)
                        .budget()
                        .minutes())
                .isEqualTo(15);
    }

    /** As version 12 of the database has it. */
    @Test
    void readsAnOrderOfAnEarlierVersionOfPalate() throws Exception {
        String json = """
                {"kind": "TUNE", "seed": 42, "budget": {"trials": 20, "minutes": 0.0}, "promote": "IF_BETTER",
                 "algorithm": "ease", "warmStart": null,
                 "evaluation": {"k": [10, 20, 50, 100], "protocol": "strong-generalization", "splitSeed": 1,
                                "testShare": 0.1, "threshold": 4.0, "heldOutShare": 0.2, "validationShare": 0.1,
                                "bootstrapSamples": 1000},
                 "hyperparameters": {"lambda": 250.0, "threshold": 4.0}}""";
        TrainingOrder<?> order =
                (TrainingOrder<?>) new StoredOrders(Algorithms.standard()).read(new JsonMapper().readTree(json));
        assertThat(order.kind()).isEqualTo(TrainingKind.TUNE);
        assertThat(order.evaluation().protocol()).isEqualTo(Protocol.STRONG_GENERALIZATION);
        JsonMapper mapper = new JsonMapper();
        // The hyper-parameters that the earlier version did not have are without effect.
        String complete = json.replace(
                "\"threshold\": 4.0}}",
                "\"threshold\": 4.0, \"lowWeight\": 0.0, \"recency\": 0.0,"
                        + " \"popularityExponent\": 0.0, \"activityExponent\": 0.0, \"neighbours\": 0, \"weights\": \"auto\"}}");
        assertThat(mapper.readTree(StoredOrders.write(order).toString())).isEqualTo(mapper.readTree(complete));
        JsonNode dae = mapper.readTree(json.replace("\"ease\"", "\"dae\"").replace("\"lambda\": 250.0, ", ""));
        TrainingOrder<?> network = (TrainingOrder<?>) new StoredOrders(Algorithms.standard()).read(dae);
        assertThat(((DaeHyperparameters) network.hyperparameters()).likes().lowWeight())
                .isZero();
    }

    private static TrainingOrder<?> train(Algorithm<?> algorithm, String body) {
        return read(TrainingKind.TRAIN, algorithm, body);
    }

    private static TrainingOrder<?> read(TrainingKind kind, Algorithm<?> algorithm, String body) {
        return OrderReader.read(kind, algorithm, new JsonMapper().readValue(body, TrainingRequest.class));
    }
}
