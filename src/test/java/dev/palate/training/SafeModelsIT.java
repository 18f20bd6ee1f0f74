package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.model.serving.ServedModels;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The first hour of a new user with data on which no model, or some models, are better than popularity. */
@PalateIT
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.jobs.progress=50ms"})
class SafeModelsIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ServedModels models;

    @BeforeEach
    void empty() {
        jdbc.sql("""
                        update models set active_version = null, pinned = false;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from users;
                        delete from items;
                        """).update();
        models.refresh();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vae", "ease", "item-knn"})
    void activatesNothingIfNoRatingReachesTheThreshold(String algorithm) {
        importRatings(120, user -> 9, (user, item) -> item % 4 == user % 4 ? 1 : 0);

        String job = train(algorithm, "{}");

        List<String> warnings = JsonPath.read(job, "$.warnings");
        assertThat(warnings.get(0))
                .contains("no rating reaches the threshold 4", "set \"threshold\": 1, which 100% of the ratings reach");
        assertThat(job).doesNotContain("0.0000");
        assertThat(get("/models/default")).contains("\"algorithm\":null", "popularity answers");
        assertThat(fallback()).isEqualTo("popularity");
    }

    @Test
    void activatesAModelOfEqualRatingsIfTheThresholdSuitsThem() {
        importRatings(120, user -> 9, (user, item) -> item % 4 == user % 4 ? 1 : 0);

        String job = train("ease", "{\"threshold\": 1}");

        assertThat(JsonPath.<String>read(job, "$.promotion")).startsWith("Activated: first version in service");
        assertThat(JsonPath.<List<String>>read(job, "$.warnings"))
                .containsExactly("All ratings reach the threshold 1 and count as relevant; that is right for purchases"
                        + " and views, and nothing needs to be set.");
        assertThat(fallback()).isNull();
    }

    /** Customers buy what is popular, so that there is nothing else to learn. */
    @ParameterizedTest
    @ValueSource(strings = {"vae", "ease", "item-knn"})
    void activatesNothingThatIsNotBetterThanPopularity(String algorithm) {
        Random random = new Random(5);
        importRatings(400, user -> 8, (user, item) -> random.nextDouble() < 3.0 / (item + 3) ? 1 : 0);

        String job = train(algorithm, "{\"threshold\": 1, \"hyperparameters\": {}}");

        assertThat(JsonPath.<String>read(job, "$.promotion"))
                .startsWith("Not activated: it is not better than popularity");
        assertThat(JsonPath.<List<String>>read(job, "$.warnings").get(0))
                .startsWith("The new version is not activated: it is not better than popularity")
                .contains("POST /models/");
        assertThat(fallback()).isEqualTo("popularity");
        assertThat(JsonPath.<String>read(
                        train(algorithm, "{\"threshold\": 1, \"promote\": \"always\"}"), "$.promotion"))
                .startsWith("Activated: promote is always");
        assertThat(fallback()).isNull();
    }

    @Test
    void keepsTheBetterModelAsTheDefaultAndComparesVersionsOnTheSameUsers() {
        importRatings(300, user -> 12, SafeModelsIT::taste);
        String first = train("ease", "{}");
        assertThat(JsonPath.<String>read(first, "$.promotion")).startsWith("Activated: first version in service");
        assertThat(JsonPath.<String>read(train("ease", "{}"), "$.promotion"))
                .startsWith("Not activated: ndcg@100 is ")
                .contains("version 1 in service has ")
                .doesNotContain("trained on");

        String notebook = train("vae", "{\"preset\": \"notebook\", \"promote\": \"always\"}");

        assertThat(JsonPath.<List<String>>read(notebook, "$.warnings").get(0))
                .startsWith("The new version is activated: ");
        assertThat(defaultAlgorithm()).isEqualTo("ease");
        String models = get("/models");
        assertThat(JsonPath.<List<Boolean>>read(models, "$.items[?(@.algorithm == 'ease')].default"))
                .containsExactly(true);
        assertThat(JsonPath.<List<List<String>>>read(models, "$.items[?(@.algorithm == 'vae')].warnings")
                        .get(0))
                .anyMatch(warning -> warning.contains("same list") && warning.contains("{\"preset\": \"ranking\"}"));
        assertThat(JsonPath.<Double>read(get("/models/vae/versions/1"), "$.distinctLists"))
                .isLessThanOrEqualTo(0.05);
        assertThat(JsonPath.<Double>read(get("/models/ease/versions/1"), "$.distinctLists"))
                .isGreaterThan(0.05);
        assertThat(get("/actuator/prometheus"))
                .contains("palate_model_lead{algorithm=\"ease\"}", "palate_model_distinct{algorithm=\"vae\"}");

        pin("vae", 200);
        assertThat(defaultAlgorithm()).isEqualTo("vae");
        client.delete().uri("/models/default").exchange().expectStatus().isNoContent();
        assertThat(defaultAlgorithm()).isEqualTo("ease");
        pin("item-knn", 409);
        pin("magic", 404);
    }

    /** The test users of the second training are new or were held out by the first, although all rows have moved. */
    @Test
    void comparesWithAVersionThatWasNotTrainedOnTheUsers() {
        importRatings(300, user -> 12, SafeModelsIT::taste);
        train("ease", "{\"hyperparameters\": {\"lambda\": 100000}}");
        importRatings(400, user -> 12, SafeModelsIT::taste);

        String second = train("ease", "{}");

        assertThat(JsonPath.<String>read(second, "$.promotion"))
                .startsWith("Activated: ")
                .contains("version 1 in service has ");
        assertThat(get("/models/ease/versions/1")).contains("\"score\":{\"metric\":\"ndcg@100\"");
    }

    /** Half of the items are to a user's taste, and famous items are rated more often. */
    private static int taste(int user, int item) {
        int noise = new Random(user * 1_000L + item).nextInt(10);
        boolean liked = (item + user) % 2 == 0;
        return noise < (liked ? 6 : 2) ? (liked ? 4 + noise % 2 : 1 + noise % 3) : 0;
    }

    private String defaultAlgorithm() {
        return JsonPath.read(get("/users/u1/recommendations?k=1"), "$.model");
    }

    private String fallback() {
        return JsonPath.read(get("/users/u1/recommendations?k=1"), "$.fallback");
    }

    private void pin(String algorithm, int status) {
        client.put()
                .uri("/models/default")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"algorithm\": \"" + algorithm + "\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    /** @param value of the rating of a user for an item of 40; 0 for none */
    private void importRatings(int users, IntUnaryOperator most, IntBinaryOperator value) {
        StringBuilder csv = new StringBuilder("userId,itemId,rating\n");
        for (int user = 0; user < users; user++) {
            int written = 0;
            for (int item = 0; item < 40 && written < most.applyAsInt(user); item++) {
                int rating = value.applyAsInt(user, item);
                if (rating > 0) {
                    csv.append('u')
                            .append(user)
                            .append(",p")
                            .append(item)
                            .append(',')
                            .append(rating)
                            .append('\n');
                    written++;
                }
            }
        }
        ended(client.post()
                .uri("/imports")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of("ratings.csv", csv.toString(), "unknownItems", "create"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation());
    }

    private String train(String algorithm, String body) {
        return ended(client.post()
                .uri("/models/{algorithm}/train", algorithm)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation());
    }

    private String ended(URI job) {
        await().atMost(Duration.ofMinutes(2)).until(() -> JsonPath.read(get(job.getPath()), "$.endedAt") != null);
        return get(job.getPath());
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
