package dev.palate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Items, users whose lists fill several blocks, users with unusual ids, a user whose items no model knows, two versions of EASE, of
 * which the second is active, and a VAE.
 */
final class BatchFixture {

    static final String FORMULA = "=HYPERLINK(\"http://x\",\"y\")";
    static final String QUOTED = "a,\"b\" \u00fc\uD83C\uDF89";
    static final int USERS = 153;

    private static final int ITEMS = 40;
    private static final int PLAIN_USERS = USERS - 3;

    private final JsonMapper json = new JsonMapper();
    private final BatchClient client;

    BatchFixture(BatchClient client) {
        this.client = client;
    }

    void fill() {
        putItem(FORMULA, "Drama");
        for (int item = 0; item < ITEMS; item++) {
            putItem("i" + item, item % 3 == 0 ? "Drama" : "Comedy");
        }
        List<String> ratings = new ArrayList<>();
        for (int user = 0; user < PLAIN_USERS; user++) {
            for (int k = 0; k < 5; k++) {
                ratings.add(rating("u" + user, "i" + (user * 7 + k * (1 + user % 4)) % ITEMS, 1 + (user + k) % 5));
            }
            ratings.add(rating("u" + user, user % 2 == 0 ? FORMULA : "i" + (user * 7 + 21) % ITEMS, 5));
        }
        ratings.add(rating(QUOTED, "i1", 5));
        ratings.add(rating("+1", "i2", 5));
        rate(ratings);
        train("ease", "{\"lambda\": 5}");
        train("ease", "{}");
        train("vae", "{\"epochs\": 2, \"hiddenSizes\": [32], \"latentSize\": 8}");
        putItem("unrated", "Drama");
        rate(List.of(rating("newcomer", "unrated", 5)));
    }

    private void putItem(String id, String category) {
        client.call(
                "PUT",
                "/items/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
                "{\"title\": \"A film\", \"categories\": [\"" + category + "\"]}");
    }

    String rating(String user, String item, int value) {
        return "{\"userId\": %s, \"itemId\": %s, \"value\": %d}"
                .formatted(json.writeValueAsString(user), json.writeValueAsString(item), value);
    }

    void rate(List<String> ratings) {
        client.call("POST", "/ratings", "[" + String.join(",", ratings) + "]");
    }

    private void train(String algorithm, String hyperparameters) {
        String job = client.call(
                        "POST",
                        "/models/" + algorithm + "/train",
                        "{\"seed\": 7, \"promote\": \"always\", \"hyperparameters\": " + hyperparameters + "}")
                .get("id")
                .asString();
        JsonNode ended = await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.call("GET", "/training-jobs/" + job, ""),
                        found -> !found.get("endedAt").isNull());
        assertThat(ended.get("state").asString()).startsWith("SUCCEEDED");
    }
}
