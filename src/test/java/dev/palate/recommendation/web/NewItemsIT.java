package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.model.serving.Replica;
import dev.palate.model.serving.ServedModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** User 3 likes the films 1 to 4, which are Sci-Fi, and has not rated film 4. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewItemsIT {

    private static final String LIST = "/users/3/recommendations?newItems=0.5";

    @Autowired
    private RestTestClient client;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private TasteFixture fixture;

    @BeforeAll
    void trainThreeModels() {
        fixture = new TasteFixture(client);
        fixture.load();
        fixture.putItem("unrated", "Sci-Fi");
        fixture.train();
        fixture.train("item-knn", "{\"threshold\": 4}");
        fixture.train("vae", "{\"epochs\": 30, \"latentSize\": 4, \"hiddenSizes\": [8], \"threshold\": 4}");
        fixture.train("ease", "{\"threshold\": 4, \"lambda\": 1}");
        hide("unrated", true);
    }

    @Test
    void anItemCreatedASecondAgoIsInTheNextListOfUsersWhoLikeItsCategory() {
        assertThat(items(LIST)).doesNotContain("created");

        fixture.putItem("created", "Sci-Fi");

        for (String model : List.of("ease", "item-knn", "vae", "autorec")) {
            String body = fixture.get(LIST + "&k=4&explain=true&model=" + model);
            assertThat(items(body)).contains("created");
            assertThat(items(body).indexOf("created")).isLessThan(2);
            assertThat(coldItems(body)).containsExactly("created");
            String reasons = "$.items[?(@.itemId == 'created')].attributes[0].";
            assertThat(JsonPath.<List<String>>read(body, reasons + "kind")).isNotEmpty();
            assertThat(JsonPath.<List<Double>>read(body, reasons + "contribution")
                            .get(0))
                    .isPositive();
            assertThat(JsonPath.<List<Object>>read(body, "$.items[?(@.itemId != 'created')].attributes"))
                    .isEmpty();
        }
        // Three Mystery films come before a Sci-Fi film for a user who likes Mystery.
        assertThat(items("/users/2/recommendations?newItems=1&model=ease&k=1")).doesNotContain("created");
        delete("created");
        assertThat(items(LIST)).doesNotContain("created");
    }

    @Test
    void theQueryBoundsTheirShare() {
        List<String> usual = items("/users/3/recommendations?k=4");
        for (int number = 1; number <= 4; number++) {
            fixture.putItem("n" + number, "Sci-Fi");
        }
        assertThat(items("/users/3/recommendations?k=4")).isEqualTo(usual);
        assertThat(items("/users/3/recommendations?k=4&newItems=0")).isEqualTo(usual);
        assertThat(coldItems(fixture.get("/users/3/recommendations?k=4"))).isEmpty();
        assertThat(coldItems(fixture.get("/users/3/recommendations?k=4&newItems=0.2")))
                .isEmpty();
        assertThat(coldItems(fixture.get("/users/3/recommendations?k=4&newItems=0.25")))
                .hasSize(1);
        assertThat(coldItems(fixture.get("/users/3/recommendations?k=4&newItems=0.5")))
                .hasSize(2);
        List<String> eight = items("/users/3/recommendations?k=8&newItems=0.5");
        assertThat(items("/users/3/recommendations?k=4&offset=4&newItems=0.5")).isEqualTo(eight.subList(4, 8));
        client.get()
                .uri("/users/3/recommendations?newItems=1.5")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("newItems");
        for (int number = 1; number <= 4; number++) {
            delete("n" + number);
        }
    }

    @Test
    void theRulesForCandidatesHoldForNewItems() {
        fixture.putItem("ruled", "Sci-Fi", "Western");
        assertThat(items(LIST)).contains("ruled");
        assertThat(items(LIST + "&category=Comedy")).doesNotContain("ruled");
        assertThat(items(LIST + "&exclude=ruled")).doesNotContain("ruled");
        assertThat(items("/users/3/recommendations?newItems=1&category=Western"))
                .containsExactly("ruled");
        assertThat(items("/users/3/recommendations?newItems=1&candidates=ruled"))
                .containsExactly("ruled");

        hide("ruled", true);
        assertThat(items(LIST)).doesNotContain("ruled");
        hide("ruled", false);
        assertThat(items(LIST)).contains("ruled");

        fixture.rate("3", "ruled", 5);
        assertThat(items(LIST)).doesNotContain("ruled");
        assertThat(items(LIST + "&includeRated=true")).contains("ruled");
        assertThat(items("/users/6/recommendations?newItems=0.5")).contains("ruled");
        delete("ruled");
    }

    @Test
    void anItemWithoutRatingsAtTheTrainingIsNew() {
        hide("unrated", false);
        for (String model : List.of("ease", "vae")) {
            String body = fixture.get(LIST + "&k=4&model=" + model);
            assertThat(coldItems(body)).containsExactly("unrated");
            assertThat(items(body).indexOf("unrated")).isLessThan(2);
        }
        hide("unrated", true);
    }

    @Test
    void everyProcessKnowsWhichItemsHadNoRatings() {
        try (Replica replica = new Replica(beans)) {
            ServedModel ease = replica.models().active("ease").orElseThrow();
            assertThat(ease.columns().isRated(ease.items().indexOf("unrated"))).isFalse();
            assertThat(ease.columns().isRated(ease.items().indexOf("1"))).isTrue();
        }
    }

    @Test
    void listsOfVisitorsAndBatchesNameThem() {
        fixture.putItem("guest", "Comedy");
        String visitor = post(
                "/recommendations",
                "{\"ratings\": [{\"itemId\": \"5\", \"value\": 5}, {\"itemId\": \"6\", \"value\": 5}],"
                        + " \"newItems\": 0.5, \"k\": 4}");
        assertThat(coldItems(visitor)).containsExactly("guest");
        String batch = post("/recommendations/batch", "{\"users\": [\"1\", \"4\"], \"newItems\": 0.5, \"k\": 4}");
        assertThat(JsonPath.<List<List<String>>>read(batch, "$.results[*].coldItems"))
                .containsExactly(List.of("guest"), List.of("guest"));
        delete("guest");
    }

    @Test
    void aChangeOfTheCatalogueChangesTheEntityTag() {
        fixture.putItem("tagged", "Sci-Fi");
        String before = tag();
        assertThat(tag()).isEqualTo(before);
        client.put()
                .uri("/items/tagged")
                .body(Map.of("title", "Film tagged", "year", 1990, "categories", List.of("Western")))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(tag()).isNotEqualTo(before);
        delete("tagged");
    }

    private String tag() {
        String tag = client.get()
                .uri(LIST)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.ETAG);
        assertThat(tag).isNotNull();
        return tag;
    }

    /** @param source a path or a body */
    private List<String> items(String source) {
        return JsonPath.read(source.startsWith("/") ? fixture.get(source) : source, "$.items[*].itemId");
    }

    private static List<String> coldItems(String body) {
        return JsonPath.read(body, "$.coldItems");
    }

    private String post(String path, String body) {
        String response = client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(response).isNotNull();
        return response;
    }

    private void hide(String item, boolean hidden) {
        client.patch()
                .uri("/items/" + item)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"hidden\": " + hidden + "}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void delete(String item) {
        client.delete().uri("/items/" + item).exchange().expectStatus().is2xxSuccessful();
    }
}
