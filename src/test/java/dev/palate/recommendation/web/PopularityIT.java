package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service without a model. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "palate.recommendations.popularity-max-age=2ms")
class PopularityIT {

    @Autowired
    private RestTestClient client;

    private TasteFixture fixture;

    @BeforeAll
    void load() {
        fixture = new TasteFixture(client);
        for (String item : List.of("a", "b", "c", "d")) {
            fixture.putItem(item, "Drama");
        }
        fixture.rate("1", "c", 1);
        fixture.rate("2", "c", 2);
        fixture.rate("2", "b", 5);
        fixture.rate("3", "a", 4);
    }

    @Test
    void ranksTheMostRatedItemsAsAFallback() {
        String body = fixture.get("/users/3/recommendations?k=2");
        assertThat(JsonPath.<String>read(body, "$.fallback")).isEqualTo("popularity");
        assertThat(JsonPath.<Object>read(body, "$.model")).isNull();
        assertThat(JsonPath.<List<String>>read(body, "$.items[*].itemId")).containsExactly("c", "b");
        assertThat(JsonPath.<List<Double>>read(body, "$.items[*].score")).containsExactly(2.0, 1.0);
    }

    @Test
    void includesItemsWithoutRatings() {
        assertThat(JsonPath.<List<String>>read(fixture.get("/users/1/recommendations"), "$.items[*].itemId"))
                .containsExactly("a", "b", "d");
    }

    @Test
    void recommendsToAVisitorWithoutRatings() {
        client.post()
                .uri("/recommendations")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"ratings\": [], \"k\": 1}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.fallback")
                .isEqualTo("popularity")
                .jsonPath("$.items[0].itemId")
                .isEqualTo("c");
    }

    @Test
    void namesTheRequestedModelAndTheFallbackInAComparison() {
        String body = fixture.get("/users/2/recommendations/comparison?models=autorec,vae&k=2");
        assertThat(JsonPath.<List<String>>read(body, "$.lists[*].source")).containsExactly("ratings", "autorec", "vae");
        assertThat(JsonPath.<List<String>>read(body, "$.lists[*].fallback"))
                .containsExactly(null, "popularity", "popularity");
        assertThat(JsonPath.<List<String>>read(body, "$.lists[0].items[*].itemId"))
                .containsExactly("b", "c");
    }
}
