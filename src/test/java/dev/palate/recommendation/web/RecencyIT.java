package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Two users who like the same two films, one of each genre, in opposite order. Films 1 to 4 are Sci-Fi, 5 to 8 Comedy. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecencyIT {

    private static final String FILM = "1";
    private static final String COMEDY = "5";

    @Autowired
    private RestTestClient client;

    private TasteFixture fixture;
    private int recent;
    private int plain;

    @BeforeAll
    void trainTwice() {
        fixture = new TasteFixture(client);
        fixture.load();
        recent = fixture.train("ease", "{\"lambda\": 5, \"recency\": 1}");
        plain = fixture.train("ease", "{\"lambda\": 5, \"recency\": 0}");
        rate("comedy-last", FILM, "2026-01-01T00:00:00Z");
        rate("comedy-last", COMEDY, "2026-01-02T00:00:00Z");
        rate("comedy-first", COMEDY, "2026-01-01T00:00:00Z");
        rate("comedy-first", FILM, "2026-01-02T00:00:00Z");
    }

    @Test
    void listsDifferByTheOrderOfTheRatingsIfTheModelHasRecency() {
        assertThat(genre(items("comedy-last", recent).get(0))).isEqualTo("Comedy");
        assertThat(genre(items("comedy-first", recent).get(0))).isEqualTo("Sci-Fi");
        assertThat(items("comedy-last", plain)).isEqualTo(items("comedy-first", plain));
    }

    @Test
    void aRatingThatIsRenewedBecomesTheLatest() {
        rate("renewed", COMEDY, "2026-01-01T00:00:00Z");
        rate("renewed", FILM, "2026-01-02T00:00:00Z");
        assertThat(genre(items("renewed", recent).get(0))).isEqualTo("Sci-Fi");
        rate("renewed", COMEDY, "2026-01-03T00:00:00Z");
        assertThat(genre(items("renewed", recent).get(0))).isEqualTo("Comedy");
    }

    /** A comedy's score is the weight of the rated comedy times 1, or times 1/2 if that is the older rating. */
    @Test
    void explanationsKeepTheOrder() {
        double asLatest = contributionOfTheComedy("comedy-last");
        double asOlder = contributionOfTheComedy("comedy-first");
        assertThat(asOlder).isCloseTo(asLatest / 2, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void ratingsOfAVisitorHaveNoOrder() {
        List<Map<String, Object>> ratings =
                List.of(Map.of("itemId", FILM, "value", 5), Map.of("itemId", COMEDY, "value", 5));
        List<String> listed = JsonPath.read(
                client.post()
                        .uri("/recommendations")
                        .body(Map.of("ratings", ratings, "model", "ease", "version", recent))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody(),
                "$.items[*].itemId");
        assertThat(listed).isEqualTo(items("comedy-last", plain));
    }

    private double contributionOfTheComedy(String user) {
        String list = fixture.get(
                "/users/%s/recommendations?model=ease&version=%d&explain=true&k=20".formatted(user, recent));
        List<Double> found = JsonPath.read(
                list, "$.items[?(@.itemId == '6')].because[?(@.itemId == '" + COMEDY + "')].contribution");
        return found.get(0);
    }

    private List<String> items(String user, int version) {
        return JsonPath.read(
                fixture.get("/users/%s/recommendations?model=ease&version=%d&k=20".formatted(user, version)),
                "$.items[*].itemId");
    }

    private static String genre(String item) {
        return TasteFixture.GENRES.get((Integer.parseInt(item) - 1) / 4);
    }

    private void rate(String user, String item, String time) {
        client.post()
                .uri("/ratings")
                .body(List.of(Map.of("userId", user, "itemId", item, "value", 5, "ratedAt", time)))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
