package dev.palate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.network.DeviceUse;
import dev.palate.core.training.DeviceReport;
import dev.palate.core.training.TrainingSetup;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.promotion.PromotionDecision;
import dev.palate.model.provenance.Platform;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.TrainingConditions;
import dev.palate.model.provenance.TrainingData;
import dev.palate.model.quality.ModelScores.Measured;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.Replica;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.Activation;
import dev.palate.model.version.Activations;
import dev.palate.model.version.EpochFigures;
import dev.palate.model.version.ModelVersionSummary;
import dev.palate.model.version.NewVersion;
import dev.palate.model.version.VersionId;
import dev.palate.problem.PageParameters;
import dev.palate.training.StepAlgorithm;
import dev.palate.training.StepAlgorithmConfiguration;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(properties = {"palate.models.keep=2", "palate.training.concurrency=0"})
class ModelVersionsIT {

    private static final String STEP = StepAlgorithm.NAME;
    /** Enough items that their weights and ids fill several chunks. */
    private static final int ITEMS = 1_200_000;

    private static final IdIndex SMALL = items(5);

    private static final Measured MEASURED = new Measured("ndcg@100", 0.3, 0.1, 50);

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private ModelPublisher publisher;

    @Autowired
    private ServedModels served;

    @Autowired
    private ModelActivator activator;

    @Autowired
    private ModelReader reader;

    @Autowired
    private ModelLoader loader;

    @Autowired
    private Activations activations;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Platform platform;

    @Autowired
    private RestTestClient client;

    @BeforeEach
    void deleteModels() {
        jdbc.sql("""
                        update models set active_version = null;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from checkpoints;
                        """).update();
    }

    @Test
    void servesAPublishedVersionImmediatelyWithTheScoresOfItsModel() {
        Model model = train(SMALL, 1);

        PublishedVersion published = publish(model, SMALL, 0.3, Promotion.ALWAYS);

        assertThat(published.version()).isEqualTo(1);
        ServedModel active = served.active(STEP).orElseThrow();
        assertThat(active.version()).isEqualTo(1);
        assertThat(active.items().ids()).isEqualTo(SMALL.ids());
        assertThat(scores(active.scorer())).isEqualTo(scores(model));
    }

    @Test
    void countsAPublicationOnceAlthoughItsTransactionIsRepeated() {
        Model model = train(SMALL, 1);
        double before = publishedCheckpoints();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    publish(model, SMALL, 0.3, Promotion.ALWAYS);
                    throw new IllegalStateException("the connection is lost");
                }))
                .hasMessage("the connection is lost");

        publish(model, SMALL, 0.3, Promotion.ALWAYS);

        assertThat(publishedCheckpoints() - before).isEqualTo(1);
    }

    private double publishedCheckpoints() {
        return meters.find("palate.checkpoint.size").summaries().stream()
                .mapToDouble(DistributionSummary::count)
                .sum();
    }

    @Test
    void storesACheckpointOfManyChunks() {
        IdIndex items = items(ITEMS);
        Model model = train(items, 1);

        PublishedVersion published = publish(model, items, 0.3, Promotion.NEVER);

        assertThat(jdbc.sql("select count(*) from checkpoint_chunks")
                        .query(Long.class)
                        .single())
                .isGreaterThan(2);
        ServedModel loaded = loader.load(STEP, published.version());
        assertThat(scores(loaded.scorer())).isEqualTo(scores(model));
        assertThat(loaded.items().ids()).isEqualTo(items.ids());
    }

    @Test
    void keepsTheOlderVersionActiveIfTheNewOneIsNotBetter() {
        publish(train(SMALL, 1), SMALL, 0.4, Promotion.ALWAYS);

        PublishedVersion worse = publish(train(SMALL, 2), SMALL, 0.3, Promotion.NEVER);

        assertThat(worse.activated()).isFalse();
        assertThat(served.active(STEP).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void doesNotActivateAVersionThatWasComparedWithAnotherOne() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);

        PublishedVersion late = publish(train(SMALL, 2), SMALL, judgement(Promotion.IF_BETTER, Optional.empty()));

        assertThat(late.activated()).isFalse();
        assertThat(late.reason()).contains("another version was activated");
        assertThat(publish(train(SMALL, 3), SMALL, judgement(Promotion.IF_BETTER, Optional.of(1)))
                        .activated())
                .isTrue();
    }

    @Test
    void rollsBackByActivatingAnOlderVersionAndLogsIt() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        publish(train(SMALL, 2), SMALL, 0.4, Promotion.ALWAYS);

        client.post()
                .uri("/models/step/versions/1/activate")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.active")
                .isEqualTo(true);

        assertThat(served.active(STEP).orElseThrow().version()).isEqualTo(1);
        assertThat(reader.activations(STEP, PageParameters.first(10)).items())
                .extracting(Activation::version, Activation::previousVersion, Activation::cause)
                .containsExactly(tuple(1, 2, "request"), tuple(2, 1, "job"), tuple(1, null, "job"));
    }

    @Test
    void logsTheReasonOfTheRequest() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        publish(train(SMALL, 2), SMALL, 0.4, Promotion.ALWAYS);

        client.post()
                .uri("/models/step/versions/1/activate")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"reason\": \" Version 2 recommends hidden films. \"}")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(reader.activations(STEP, PageParameters.first(1)).items())
                .extracting(Activation::reason)
                .containsExactly("Version 2 recommends hidden films.");
    }

    @Test
    void rejectsADamagedCheckpointAndKeepsServingTheOldVersion() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        publish(train(SMALL, 2), SMALL, 0.4, Promotion.NEVER);
        damage(2);

        client.post()
                .uri("/models/step/versions/2/activate")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/damaged-checkpoint");

        assertThat(served.active(STEP).orElseThrow().version()).isEqualTo(1);
        assertThat(activations.activeIds()).extracting(VersionId::version).containsExactly(1);
    }

    @Test
    void keepsServingTheOldVersionIfTheActiveVersionCannotBeLoaded() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        publish(train(SMALL, 2), SMALL, 0.4, Promotion.NEVER);
        damage(2);
        ServedModels replica = replica();

        jdbc.sql("update models set active_version = 2").update();
        replica.refresh();

        assertThat(replica.active(STEP).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void givesTheSameScoresAfterARestart() {
        Model model = train(SMALL, 7);
        publish(model, SMALL, 0.3, Promotion.ALWAYS);

        ServedModels restarted = replica();

        assertThat(scores(restarted.active(STEP).orElseThrow().scorer())).isEqualTo(scores(model));
    }

    @Test
    void followsAnActivationByAnotherReplicaWithinTwoSeconds() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        publish(train(SMALL, 2), SMALL, 0.4, Promotion.ALWAYS);
        try (Replica replica = new Replica(beans)) {
            replica.follow();
            activator.activate(STEP, 1, "Replica test");

            await().atMost(Duration.ofSeconds(2))
                    .until(() -> replica.models().active(STEP).orElseThrow().version() == 1);
        }
    }

    @Test
    void keepsTheCheckpointsOfTheNewestVersionsAndOfTheActiveOne() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);
        IntStream.rangeClosed(2, 5).forEach(seed -> publish(train(SMALL, seed), SMALL, 0.2, Promotion.NEVER));

        assertThat(reader.versions(STEP, PageParameters.first(10)).items())
                .filteredOn(version -> version.checkpointBytes() != null)
                .extracting(ModelVersionSummary::version)
                .containsExactly(5, 4, 1);
        assertThat(jdbc.sql("select count(*) from checkpoints")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void keepsTheReportOfAVersionWhoseCheckpointIsDeleted() {
        IntStream.rangeClosed(1, 3).forEach(seed -> publish(train(SMALL, seed), SMALL, 0.2, Promotion.NEVER));

        assertThat(reader.version(STEP, 1).evaluation()).isNotNull();
        for (String refused : List.of("/activate", "/checkpoint?format=palate")) {
            (refused.equals("/activate")
                            ? client.post().uri("/models/step/versions/1" + refused)
                            : client.get().uri("/models/step/versions/1" + refused))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://palate.dev/problems/checkpoint-deleted");
        }
        assertThatThrownBy(() -> jdbc.sql("update model_versions set checkpoint_id = 7 where version = 1")
                        .update())
                .hasMessageContaining("is immutable");
        client.delete().uri("/models/step/versions/1").exchange().expectStatus().isNoContent();
    }

    @Test
    void doesNotReuseTheNumberOfADeletedVersion() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.NEVER);
        client.delete().uri("/models/step/versions/1").exchange().expectStatus().isNoContent();

        assertThat(publish(train(SMALL, 2), SMALL, 0.3, Promotion.NEVER).version())
                .isEqualTo(2);
        client.get().uri("/models/step/versions/1").exchange().expectStatus().isNotFound();
    }

    @Test
    void doesNotDeleteTheActiveVersion() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);

        client.delete()
                .uri("/models/step/versions/1")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/active-version");
    }

    @Test
    void storesNothingOfAPublicationThatIsRolledBack() {
        Model model = train(SMALL, 1);

        transaction.executeWithoutResult(status -> {
            publisher.publish(
                    newVersion(0.3), model, ItemColumns.rated(SMALL), judgement(Promotion.ALWAYS, Optional.empty()));
            status.setRollbackOnly();
        });

        assertThat(jdbc.sql("select count(*) from checkpoint_chunks")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(reader.versions(STEP, PageParameters.first(10)).items()).isEmpty();
    }

    @Test
    void rejectsUpdatesOfAVersion() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);

        assertThatThrownBy(() ->
                        jdbc.sql("update model_versions set metric_value = 1").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("immutable");
    }

    @Test
    void showsTheProvenanceOfAVersion() {
        publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);

        client.get()
                .uri("/models/step/versions/1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.epochs[0].epoch")
                .isEqualTo(1)
                .jsonPath("$.epochs[0]['ndcg@20']")
                .isEqualTo(0.5)
                .jsonPath("$.evaluation.protocols[0].results[1].algorithm")
                .isEqualTo("popularity")
                .jsonPath("$.provenance.ratingCount")
                .isEqualTo(100)
                .jsonPath("$.provenance.platform.libraries.openblas")
                .isEqualTo("0.3.31-1.5.13")
                .jsonPath("$.checkpoint.sha256")
                .value(String.class, digest -> assertThat(digest).hasSize(64));
    }

    @Test
    void listsAlgorithmsWithTheirHyperparameters() {
        client.get()
                .uri("/models")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].algorithm")
                .isEqualTo(STEP)
                .jsonPath("$.items[0].hyperparameters[0].name")
                .isEqualTo("epochs")
                .jsonPath("$.items[0].presets.careful.stepSize")
                .isEqualTo(0.125)
                .jsonPath("$.items[0].hyperparameters[0].max")
                .isEqualTo(1000.0);
    }

    @Test
    void downloadsTheStoredCheckpointAfterItsManifest() {
        PublishedVersion published = publish(train(SMALL, 1), SMALL, 0.3, Promotion.ALWAYS);

        byte[] bytes = client.get()
                .uri("/models/step/versions/1/checkpoint?format=palate")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();

        byte[] stored = jdbc.sql("select bytes from checkpoint_chunks where checkpoint_id = ?")
                .param(published.checkpoint().id())
                .query(byte[].class)
                .single();
        String file = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(file)
                .startsWith("PALATE")
                .contains("palate.manifest")
                .endsWith(new String(stored, StandardCharsets.ISO_8859_1).substring(CheckpointWriter.MAGIC_BYTES));
    }

    private PublishedVersion publish(Model model, IdIndex items, double ndcg, Promotion promotion) {
        return transaction.execute(status -> publisher.publish(
                newVersion(ndcg), model, ItemColumns.rated(items), judgement(promotion, Optional.empty())));
    }

    private PublishedVersion publish(Model model, IdIndex items, Judgement judgement) {
        return transaction.execute(
                status -> publisher.publish(newVersion(0.3), model, ItemColumns.rated(items), judgement));
    }

    private static Judgement judgement(Promotion rule, Optional<Integer> rival) {
        PromotionDecision decision = new PromotionDecision(rule != Promotion.NEVER, "Decided by the test.", List.of());
        return new Judgement(rule, decision, 0.5, rival, Optional.of(MEASURED), Map.of());
    }

    private ServedModels replica() {
        return new Replica(beans).models();
    }

    private void damage(int version) {
        jdbc.sql("""
                        update checkpoint_chunks set bytes = set_byte(bytes, 50, get_byte(bytes, 50) # 1)
                        where checkpoint_id = (select checkpoint_id from model_versions where version = ?)
                        """).param(version).update();
    }

    private Model train(IdIndex items, long seed) {
        RatingMatrix ratings = RatingMatrix.of(items.size(), List.of(SparseVector.of(new int[] {1}, new float[] {5})));
        return algorithm.train(TrainingSetup.of(ratings, new StepAlgorithm.Settings(2, 0.5), seed, 1));
    }

    private NewVersion newVersion(double ndcg) {
        return new NewVersion(
                new Contender<>(algorithm, new StepAlgorithm.Settings(2, 0.5)),
                null,
                List.of(new EpochFigures(1, 2.5, 0.1, 1000, Map.of("ndcg@20", 0.5))),
                EvaluationReport.of(List.of(new ProtocolReport(
                        "strong-generalization",
                        "",
                        List.of(100),
                        4,
                        1,
                        8,
                        2,
                        0,
                        List.of(result(STEP, ndcg), result("popularity", 0.1))))),
                0.5,
                new Provenance(
                        new TrainingData(100, 10, 5, "digest", Instant.EPOCH),
                        new TrainingConditions(42, 1, DeviceReport.of(DeviceUse.CPU, 1.5), 0.1, null),
                        JsonNodeFactory.instance.objectNode(),
                        platform));
    }

    private static AlgorithmResult result(String algorithm, double ndcg) {
        return new AlgorithmResult(algorithm, null, Map.of(), Map.of("ndcg@100", Estimate.exact(ndcg)), 0.1);
    }

    private static float[] scores(ItemScorer model) {
        float[] scores = new float[model.itemCount()];
        model.score(SparseVector.empty(), scores);
        return scores;
    }

    private static IdIndex items(int count) {
        return IdIndex.of(
                IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
    }
}
