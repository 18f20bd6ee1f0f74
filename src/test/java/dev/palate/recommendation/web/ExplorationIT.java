package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Sampled lists of a service with a variational autoencoder and an AutoRec. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplorationIT {

    private static final String LIST = "/users/1/recommendations?model=vae";

    @Autowired
    private RestTestClient client;

    private TasteFixture fixture;

    @BeforeAll
    void trainOnce() {
        fixture = new TasteFixture(client);
        fixture.load();
        fixture.train();
        fixture.train("vae", "{\"hiddenSizes\": [8], \"latentSize\": 4, \"epochs\": 20, \"batchSize\": 16}");
    }

    @Test
    void samplesTheSameListForTheSameSeed() {
        assertThat(items(LIST + "&exploration=1&seed=42")).isEqualTo(items(LIST + "&exploration=1&seed=42"));
    }

    @Test
    void samplesDifferentListsForDifferentSeeds() {
        Set<String> sampled = IntStream.range(0, 20)
                .mapToObj(seed -> items(LIST + "&exploration=1&seed=" + seed))
                .collect(Collectors.toSet());
        assertThat(sampled).hasSizeGreaterThan(1);
    }

    @Test
    void returnsTheMostLikelyListAtScaleZero() {
        assertThat(items(LIST + "&exploration=0&seed=42")).isEqualTo(items(LIST));
    }

    @Test
    void everySampleHasItsOwnETagAndId() {
        assertThat(Set.of(
                        tag(LIST),
                        tag(LIST + "&exploration=1&seed=1"),
                        tag(LIST + "&exploration=1&seed=2"),
                        tag(LIST + "&exploration=2&seed=1")))
                .hasSize(4);
        assertThat(JsonPath.<String>read(fixture.get(LIST + "&exploration=1&seed=1"), "$.recommendationId"))
                .isNotEqualTo(JsonPath.read(fixture.get(LIST + "&exploration=1&seed=2"), "$.recommendationId"));
    }

    @Test
    void samplesTheSameListInABatch() {
        String batch = client.post()
                .uri("/recommendations/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"users\": [\"2\", \"1\"], \"model\": \"vae\", \"exploration\": 1, \"seed\": 42}")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(JsonPath.<List<String>>read(batch, "$.results[1].items[*].itemId"))
                .isEqualTo(JsonPath.read(fixture.get(LIST + "&exploration=1&seed=42"), "$.items[*].itemId"));
    }

    @Test
    void rejectsAModelWithoutAPosterior() {
        expectRejected("/users/1/recommendations?model=autorec&exploration=1", "no-posterior", "exploration");
    }

    @Test
    void rejectsValuesOutOfRangeAndExplanations() {
        expectRejected(LIST + "&exploration=4", "invalid-request", "exploration");
        expectRejected(LIST + "&exploration=-1", "invalid-request", "exploration");
        expectRejected(LIST + "&exploration=NaN", "invalid-request", "exploration");
        expectRejected(LIST + "&exploration=1&seed=a", "invalid-request", "seed");
        expectRejected(LIST + "&exploration=1&explain=true", "invalid-request", "explain");
    }

    @Test
    void fallsBackToPopularityForAUserWithoutRatings() {
        fixture.rate("new", "1", 5);
        client.delete().uri("/users/new/ratings/1").exchange().expectStatus().isNoContent();
        assertThat(JsonPath.<String>read(
                        fixture.get("/users/new/recommendations?model=vae&exploration=1"), "$.fallback"))
                .isEqualTo("popularity");
    }

    private void expectRejected(String path, String type, String field) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + type)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private String items(String path) {
        return JsonPath.read(fixture.get(path), "$.items").toString();
    }

    private String tag(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
    }
}
