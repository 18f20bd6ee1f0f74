package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Three genres with four films each and 60 users who each like one genre: user n likes genre n % 3, has rated three of its
 * films highly and one film of the next genre low. Item ids are 1 to 12, four per genre.
 */
final class TasteFixture {

    static final List<String> GENRES = List.of("Sci-Fi", "Comedy", "Mystery");

    private final RestTestClient client;

    TasteFixture(RestTestClient client) {
        this.client = client;
    }

    void load() {
        for (int item = 1; item <= 12; item++) {
            putItem(Integer.toString(item), GENRES.get((item - 1) / 4));
        }
        List<Map<String, Object>> ratings = new ArrayList<>();
        for (int user = 1; user <= 60; user++) {
            int genre = user % 3;
            for (int film = 1; film <= 4; film++) {
                if (user % 4 + 1 != film) {
                    ratings.add(rating(user, genre * 4 + film, 4 + (user + film) % 2));
                }
            }
            ratings.add(rating(user, (genre + 1) % 3 * 4 + user % 4 + 1, 1));
        }
        client.post().uri("/ratings").body(ratings).exchange().expectStatus().isOk();
    }

    void putItem(String id, String... categories) {
        client.put()
                .uri("/items/{id}", id)
                .body(Map.of("title", "Film " + id, "year", 1990, "categories", List.of(categories)))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    void rate(String userId, String itemId, double value) {
        client.put()
                .uri("/users/{user}/ratings/{item}", userId, itemId)
                .body(Map.of("value", value))
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** Trains and activates a small AutoRec and returns its version. */
    int train() {
        return train("autorec", "{\"hiddenSize\": 4, \"epochs\": 200, \"learningRate\": 0.02, \"batchSize\": 16}");
    }

    /** The same for any algorithm. */
    int train(String algorithm, String hyperparameters) {
        URI job = client.post()
                .uri("/models/{algorithm}/train", algorithm)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"seed\": 7, \"promote\": \"always\", \"hyperparameters\": " + hyperparameters + "}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation();
        await().atMost(Duration.ofMinutes(2)).until(() -> state(job).equals("SUCCEEDED"));
        return JsonPath.read(get(job.getPath()), "$.version");
    }

    String get(String path) {
        String body = client.get()
                .uri(URI.create(path))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private String state(URI job) {
        String state = JsonPath.read(get(job.getPath()), "$.state");
        assertThat(state).isNotIn("FAILED", "CANCELLED");
        return state;
    }

    private static Map<String, Object> rating(int user, int item, int value) {
        return Map.of("userId", Integer.toString(user), "itemId", Integer.toString(item), "value", value);
    }
}
