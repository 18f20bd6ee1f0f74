package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.model.file.ModelManifest;
import dev.palate.model.file.Sections;
import dev.palate.model.serving.ServedModels;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models that were trained in another process become versions. */
@PalateIT
@TestPropertySource(
        properties = {
            "palate.jobs.poll=50ms",
            "palate.jobs.progress=50ms",
            "palate.limits.body=64KB",
            "palate.limits.model-file=1MB"
        })
class PublishedFilesIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private ServedModels models;

    /** Half of the items are to a user's taste. */
    @BeforeEach
    void haveRatings() {
        jdbc.sql("""
                        update models set active_version = null, pinned = false;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from jobs;
                        delete from checkpoints;
                        delete from users;
                        delete from items;
                        insert into users (external_id) select 'u' || g from generate_series(1, 300) g;
                        insert into items (external_id, title) select 'p' || g, 'Item ' || g from generate_series(1, 40) g;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, case when liked then 4 + noise % 2 else 1 + noise % 3 end, now()
                            from users u cross join items i
                            cross join lateral (select substr(u.external_id, 2)::int as u, substr(i.external_id, 2)::int as i) n
                            cross join lateral (select (n.u + n.i) % 2 = 0 as liked,
                                abs(hashint8(n.u * 1000 + n.i)) % 10 as noise) taste
                            where noise < case when liked then 6 else 2 end;
                        update catalogue_revision set revision = revision + 1;
                        """).update();
        catalogue.refresh();
        models.refresh();
    }

    /** The file of version 1, which is not in service. */
    private byte[] trained() {
        ended(client.post()
                .uri("/models/ease/train")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"promote\": \"never\", \"hyperparameters\": {\"lambda\": 50}, \"split\": {\"splitSeed\": 3}}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation());
        return client.get()
                .uri("/models/ease/versions/1/checkpoint?format=palate")
                .exchange()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void measuresPublishesAndServesAModelLikeOneOfItsOwn() {
        byte[] file = trained();
        String job = publish("ease", file, "");

        assertThat(JsonPath.<String>read(job, "$.failure")).isNull();
        assertThat(JsonPath.<String>read(job, "$.kind")).isEqualTo("PUBLISH");
        assertThat(JsonPath.<String>read(job, "$.state")).isEqualTo("SUCCEEDED");
        assertThat(JsonPath.<Integer>read(job, "$.version")).isEqualTo(2);
        assertThat(JsonPath.<String>read(job, "$.promotion")).startsWith("Activated: first version in service");
        assertThat(JsonPath.<Double>read(job, "$.hyperparameters.lambda")).isEqualTo(50);
        assertThat(JsonPath.<Integer>read(job, "$.evaluation.splitSeed")).isEqualTo(3);
        assertThat(get("/users/u1/recommendations?k=3")).contains("\"model\":\"ease\",\"version\":2,\"fallback\":null");
        String trained = get("/models/ease/versions/1");
        String published = get("/models/ease/versions/2");
        String figures = "$.evaluation.protocols[0].results[0].metrics";
        assertThat(JsonPath.<Object>read(published, figures)).isEqualTo(JsonPath.read(trained, figures));
        assertThat(JsonPath.<Object>read(published, "$.provenance.dataDigest"))
                .isEqualTo(JsonPath.read(trained, "$.provenance.dataDigest"));
        assertThat(JsonPath.<Object>read(published, "$.provenance.trainSeconds"))
                .isEqualTo(JsonPath.read(trained, "$.provenance.trainSeconds"));
        assertThat(JsonPath.<String>read(published, "$.provenance.origin.engine"))
                .isEqualTo("palate");
        assertThat(trained).doesNotContain("\"origin\"");
        assertThat(get("/training-jobs")).contains("\"kind\":\"PUBLISH\"");
        assertThat(saved()).isZero();
    }

    @Test
    void addsTheManifestToTheFileOfAVersion() {
        byte[] file = trained();
        Sections sections = Sections.of(file);
        sections.all.remove(sections.at(ModelManifest.SECTION));
        byte[] stored = sections.file();
        assertThat(jdbc.sql("select bytes from checkpoint_chunks")
                        .query(byte[].class)
                        .single())
                .isEqualTo(stored);

        EntityExchangeResult<byte[]> downloaded = client.get()
                .uri("/models/ease/versions/1/checkpoint?format=palate")
                .exchange()
                .expectBody(byte[].class)
                .returnResult();

        assertThat(downloaded.getResponseHeaders().getContentLength()).isEqualTo(file.length);
        assertThat(downloaded.getResponseHeaders().getETag()).contains("-with-manifest");
        Sections complete = Sections.of(downloaded.getResponseBody());
        assertThat(manifest(complete)).isEqualTo(manifest(Sections.of(file)));
        complete.all.remove(complete.at(ModelManifest.SECTION));
        assertThat(complete.file()).isEqualTo(stored);
        assertThat(promotion(publish("ease", downloaded.getResponseBody(), "")))
                .startsWith("Activated: first version in service");
    }

    @Test
    void comparesWithTheVersionInServiceUnlessTheRequestSaysOtherwise() {
        byte[] file = trained();
        assertThat(promotion(publish("ease", file, "?promote=never"))).startsWith("Not activated: promote is never;");
        assertThat(promotion(publish("ease", file, "?promote=if-better"))).startsWith("Activated: first version");
        assertThat(promotion(publish("ease", file, "")))
                .startsWith("Not activated: ndcg@100 is ")
                .contains("version 3 in service has ");
        assertThat(promotion(publish("ease", file, "?promote=always"))).startsWith("Activated: promote is always;");
        client.post()
                .uri("/models/ease/versions?promote=perhaps")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(file)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    /** As the command evaluate writes it. */
    @Test
    void activatesAModelWithoutDeclaredHeldOutUsersOnlyOnRequest() {
        byte[] file = trained();
        Sections sections = Sections.of(file);
        byte[] evaluated = sections.replaced(
                        sections.at(ModelManifest.SECTION),
                        Sections.text(
                                ModelManifest.EVALUATION_SECTION,
                                "{\"algorithm\": \"ease\", \"hyperparameters\": {\"lambda\": 50.0}, \"protocol\":"
                                        + " \"strong-generalization\", \"seed\": 7, \"withValidation\": true}"))
                .file();

        String job = publish("ease", evaluated, "");

        assertThat(promotion(job))
                .isEqualTo("Not activated: it was not measured, because the file does not say which users"
                        + " were held out, and the model may have been trained on all of them.");
        assertThat(JsonPath.<List<String>>read(job, "$.warnings").get(0)).contains("promote=always");
        assertThat(JsonPath.<Integer>read(job, "$.seed")).isEqualTo(7);
        assertThat(get("/users/u1/recommendations?k=3")).contains("\"fallback\":\"popularity\"");
        assertThat(JsonPath.<List<Object>>read(get("/models/ease/versions/2"), "$.evaluation.protocols"))
                .isEmpty();
        assertThat(promotion(publish("ease", evaluated, "?promote=always")))
                .startsWith("Activated: promote is always; it was not measured");
        assertThat(get("/users/u1/recommendations?k=3")).contains("\"version\":3,\"fallback\":null");
        assertThat(get("/models/ease/versions?size=5")).contains("\"version\":3");
        assertThat(get("/models")).contains("\"ease\"");
    }

    @Test
    void publishesAModelWhoseItemsAreNotAllInTheCatalogue() {
        byte[] file = trained();
        jdbc.sql("delete from ratings where item_id in (select id from items where external_id = 'p7')")
                .update();
        jdbc.sql("delete from items where external_id = 'p7'").update();
        jdbc.sql("insert into items (external_id, title) values ('new', 'New')").update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();

        String job = publish("ease", file, "");

        assertThat(JsonPath.<String>read(job, "$.failure")).isNull();
        assertThat(promotion(job)).startsWith("Activated: first version in service");
        assertThat(JsonPath.<List<String>>read(job, "$.warnings"))
                .contains("1 of the 40 items of the model are not in the catalogue: no list contains them.");
        String list = get("/users/u1/recommendations?k=1000&includeRated=true");
        assertThat(list).contains("\"version\":2", "\"itemId\":\"p8\"").doesNotContain("\"itemId\":\"p7\"");
    }

    @Test
    void refusesAFileThatIsNoModelOfTheAlgorithm() {
        byte[] file = trained();
        assertThat(failure(publish("vae", file, "")))
                .isEqualTo(
                        "The model file cannot be used: it has a model of 'ease', but versions of 'vae' were requested.");
        byte[] damaged = file.clone();
        damaged[file.length / 2] ^= 1;
        assertThat(failure(publish("ease", damaged, ""))).contains("does not match its checksum");
        assertThat(failure(publish("ease", Arrays.copyOf(file, file.length - 9), "")))
                .contains("truncated");
        assertThat(get("/models/ease/versions")).doesNotContain("\"version\":2");
        assertThat(saved()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ease,  application/octet-stream, 'no model', 400, invalid-model-file",
        "ease,  application/octet-stream, '',         400, invalid-model-file",
        "magic, application/octet-stream, 'no model', 404, unknown-algorithm",
        "ease,  application/json,         '{}',       415, unsupported-media-type"
    })
    void refusesABodyThatIsNoFileAtOnce(String algorithm, String type, String body, int status, String problem) {
        client.post()
                .uri("/models/{algorithm}/versions", algorithm)
                .contentType(MediaType.valueOf(type))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + problem);
    }

    /** The limit of other bodies is smaller than the file. */
    @Test
    void limitsTheSizeOfAFile() {
        byte[] file = trained();
        byte[] larger = Arrays.copyOf(file, 200_000); // bytes after the end of a checkpoint do not count
        assertThat(JsonPath.<String>read(publish("ease", larger, "?promote=never"), "$.failure"))
                .isNull();
        client.post()
                .uri("/models/ease/versions")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new byte[1_100_000])
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("palate.limits.model-file"));
    }

    @Test
    void givesTheFirstJobToASecondRequestWithTheSameKeyAndFile() {
        byte[] file = trained();
        String key = UUID.randomUUID().toString();
        URI first = upload("ease", file, "?promote=never", key);
        ended(first);

        assertThat(upload("ease", file, "?promote=never", key)).isEqualTo(first);
        byte[] other = file.clone();
        other[other.length - 5] ^= 1;
        client.post()
                .uri("/models/ease/versions?promote=never")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Idempotency-Key", key)
                .body(other)
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        assertThat(JsonPath.<Integer>read(get("/models/ease/versions"), "$.total"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /models/ease/train     | {"engine": "spark"}                          | 409 | palate.spark.submit-command
                    /models/item-knn/train | {"engine": "spark"}                          | 400 | one of dae, ease, vae
                    /models/vae/tune       | {"engine": "spark"}                          | 400 | for a search
                    /models/auto/train     | {"engine": "spark"}                          | 400 | for auto
                    /models/vae/train      | {"engine": "spark", "preset": "notebook"}    | 400 | strong-generalization
                    /models/vae/train      | {"engine": "spark", "warmStart": 1}          | 400 | warmStart must be left out
                    /models/vae/train      | {"engine": "flink"}                          | 400 | palate, spark
                    """)
    void refusesAnEngineThatCannotTrain(String path, String body, int status, String expectation) {
        client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(expectation));
    }

    private static JsonNode manifest(Sections sections) {
        return new JsonMapper()
                .readTree(sections.all.get(sections.at(ModelManifest.SECTION)).payload());
    }

    private String publish(String algorithm, byte[] model, String query) {
        return ended(upload(algorithm, model, query, null));
    }

    private URI upload(String algorithm, byte[] model, String query, @Nullable String key) {
        return client.post()
                .uri("/models/" + algorithm + "/versions" + query)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .body(model)
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation();
    }

    private String ended(URI job) {
        await().atMost(Duration.ofMinutes(1)).until(() -> JsonPath.read(get(job.getPath()), "$.endedAt") != null);
        return get(job.getPath());
    }

    private static String promotion(String job) {
        return JsonPath.read(job, "$.promotion");
    }

    private static String failure(String job) {
        assertThat(JsonPath.<String>read(job, "$.state")).isEqualTo("FAILED");
        return JsonPath.read(job, "$.failure");
    }

    private long saved() {
        return jdbc.sql("select count(*) from checkpoints c where not exists"
                        + " (select from model_versions v where v.checkpoint_id = c.id)")
                .query(Long.class)
                .single();
    }

    private String get(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
    }
}
