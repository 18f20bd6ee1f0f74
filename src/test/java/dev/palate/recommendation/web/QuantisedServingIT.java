package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.model.serving.ServedModels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service that quantises every model that supports it: a VAE does, an AutoRec does not. */
@PalateIT
@TestPropertySource(properties = "palate.models.int8-from=12")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuantisedServingIT {

    private static final String LIST = "/users/1/recommendations?model=vae&includeRated=true";

    @Autowired
    private RestTestClient client;

    @Autowired
    private ServedModels served;

    private TasteFixture fixture;

    @BeforeAll
    void trainOnce() {
        fixture = new TasteFixture(client);
        fixture.load();
        fixture.train();
        fixture.train(
                "vae",
                "{\"likelihood\": \"multinomial\", \"hiddenSizes\": [8], \"latentSize\": 4, \"epochs\": 60,"
                        + " \"learningRate\": 0.01, \"batchSize\": 16}");
    }

    @Test
    void recommendsAsTrainedExceptForRounding() {
        List<String> items = JsonPath.read(fixture.get(LIST), "$.items[*].itemId");
        // User 1 likes the second genre, items 5 to 8.
        assertThat(items).hasSize(12);
        assertThat(items.subList(0, 4)).containsExactlyInAnyOrder("5", "6", "7", "8");
    }

    @Test
    void reportsThatScoresAreApproximate() {
        String models = fixture.get("/models");
        assertThat(JsonPath.<List<String>>read(models, "$.items[?(@.algorithm == 'vae')].servedAs"))
                .containsExactly("int8");
        assertThat(JsonPath.<List<String>>read(models, "$.items[?(@.algorithm == 'autorec')].servedAs"))
                .containsExactly("float32");
        assertThat(fixture.get("/actuator/prometheus"))
                .contains(
                        "palate_model_quantised{algorithm=\"vae\"} 1.0",
                        "palate_model_quantised{algorithm=\"autorec\"} 0.0");
    }

    /** The revision is part of each list's ETag, so lists of different precisions are not confused. */
    @Test
    void theRevisionNamesThePrecision() {
        assertThat(served.active("vae").orElseThrow().revision()).isEqualTo("vae 1 int8");
        assertThat(served.active("autorec").orElseThrow().revision()).isEqualTo("autorec 1");
    }

    @Test
    void samplesFromThePosterior() {
        assertThat(JsonPath.<List<String>>read(fixture.get(LIST + "&exploration=1&seed=3"), "$.items[*].itemId"))
                .hasSize(12);
    }

    @Test
    void exportsTheExactModel() {
        client.get()
                .uri("/models/vae/versions/1/checkpoint?format=dl4j")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .value(zip -> assertThat(zip).startsWith('P', 'K'));
    }
}
