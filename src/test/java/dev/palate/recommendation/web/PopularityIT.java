package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.net.URI;
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
    void leavesHiddenItemsOutOfEveryList() {
        hide("c", true);

        assertThat(items(fixture.get("/users/3/recommendations"))).containsExactly("b", "d");
        assertThat(items(fixture.get("/users/1/recommendations?candidates=c&includeRated=true")))
                .isEmpty();
        assertThat(items(fixture.get("/items/a/similar"))).containsExactly("b", "d");
        assertThat(fixture.get("/users/2/recommendations/comparison?models=vae&includeRated=true"))
                .doesNotContain("\"c\"");
        assertThat(post("/recommendations", "{\"ratings\": []}")).doesNotContain("\"c\"");
        assertThat(post("/recommendations/batch", "{\"users\": [\"3\"]}")).doesNotContain("\"c\"");
        assertThat(fixture.get("/users/2/ratings")).contains("\"c\"");
        assertThat(items(fixture.get("/items?hidden=true"), "id")).containsExactly("c");
        assertThat(fixture.get("/exports/items.csv")).contains("c,", "true");

        hide("c", false);
        assertThat(items(fixture.get("/users/3/recommendations"))).containsExactly("c", "b", "d");
    }

    private void hide(String item, boolean hidden) {
        client.patch()
                .uri("/items/" + item)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"hidden\": " + hidden + "}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.hidden")
                .isEqualTo(hidden);
    }

    private String post(String uri, String body) {
        return client.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static List<String> items(String body) {
        return items(body, "itemId");
    }

    private static List<String> items(String body, String field) {
        return JsonPath.read(body, "$.items[*]." + field);
    }

    @Test
    void recommendsPopularItemsToUsersWithoutRatings() {
        fixture.rate("new", "d", 4);
        client.delete().uri("/users/new/ratings/d").exchange().expectStatus().isNoContent();

        assertThat(items(fixture.get("/users/new/recommendations?k=1"))).containsExactly("c");
        client.get()
                .uri("/users/never/recommendations")
                .exchange()
                .expectStatus()
                .isNotFound();
        String popular = fixture.get("/users/never/recommendations?unknownUser=popular&k=2");
        assertThat(items(popular)).containsExactly("c", "a");
        assertThat(JsonPath.<String>read(popular, "$.userId")).isEqualTo("never");
        client.get()
                .uri("/users/never/recommendations?unknownUser=maybe")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void takesListsRepeatedOrSeparatedByCommas() {
        fixture.putItem("x,y", "Arts, Crafts");
        fixture.putItem("z", "Arts, Crafts", "Sale");

        String category = "/users/3/recommendations?category=";
        assertThat(items(fixture.get(category + "Arts%2C%20Crafts"))).containsExactly("z", "x,y");
        assertThat(items(fixture.get(category + "Arts%2C%20Crafts&category=none:Sale")))
                .containsExactly("x,y");
        assertThat(items(fixture.get(category + "Sale,Drama&category=War&exclude=b,c&exclude=d")))
                .containsExactly("z");
        assertThat(items(fixture.get("/users/3/recommendations?exclude=x%2Cy,z")))
                .containsExactly("c", "b", "d");
        assertThat(items(fixture.get("/users/3/recommendations?candidates=x%2Cy&candidates=z,b")))
                .containsExactly("b", "z", "x,y");
        assertThat(fixture.get("/users/2/recommendations/comparison?models=vae,ease&models=autorec"))
                .contains("\"vae\"", "\"ease\"", "\"autorec\"");
        for (String item : List.of("x%2Cy", "z")) {
            client.delete()
                    .uri(URI.create("/items/" + item))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        }
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
