package dev.palate.recommendation.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service with one trained model, over HTTP. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommendationIT {

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    private TasteFixture fixture;
    private int version;

    @BeforeAll
    void trainOnce() {
        fixture = new TasteFixture(client);
        fixture.load();
        version = fixture.train();
    }

    @Test
    void recommendsUnratedItemsWithTheActiveVersion() {
        String body = fixture.get("/users/1/recommendations");
        assertThat(JsonPath.<String>read(body, "$.userId")).isEqualTo("1");
        assertThat(JsonPath.<String>read(body, "$.model")).isEqualTo("autorec");
        assertThat(JsonPath.<Integer>read(body, "$.version")).isEqualTo(version);
        assertThat(JsonPath.<Object>read(body, "$.fallback")).isNull();
        assertThat(ids(body)).hasSize(8).doesNotContain("5", "7", "8", "10");
        assertThat(JsonPath.<List<Integer>>read(body, "$.items[*].rank")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(scores(body)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(JsonPath.<Map<String, Object>>read(body, "$.items[0]"))
                .containsOnlyKeys("rank", "itemId", "title", "year", "categories", "score");
        assertThat(JsonPath.<Map<String, Integer>>read(body, "$.categoryCounts"))
                .isEqualTo(Map.of("Sci-Fi", 4, "Mystery", 3, "Comedy", 1));
    }

    /** User 1 likes comedies and has seen all but item 6. */
    @Test
    void recommendsItemsThatUsersOfTheSameTasteLike() {
        assertThat(ids(fixture.get("/users/1/recommendations?k=1"))).containsExactly("6");
    }

    @Test
    void ranksRatedItemsOnRequest() {
        assertThat(ids(fixture.get("/users/1/recommendations?includeRated=true")))
                .hasSize(12);
    }

    @Test
    void filtersByCategory() {
        assertThat(ids(fixture.get("/users/1/recommendations?category=Mystery,Comedy")))
                .containsExactlyInAnyOrder("6", "9", "11", "12");
        assertThat(ids(fixture.get("/users/1/recommendations?category=none:Sci-Fi&category=none:Mystery")))
                .containsExactly("6");
        assertThat(ids(fixture.get("/users/1/recommendations?category=all:Comedy,all:Mystery")))
                .isEmpty();
    }

    @Test
    void omitsExcludedItemsAndRanksOnlyTheCandidates() {
        assertThat(ids(fixture.get("/users/1/recommendations?exclude=6,9"))).doesNotContain("6", "9");
        assertThat(ids(fixture.get("/users/1/recommendations?candidates=6,9,8")))
                .containsExactlyInAnyOrder("6", "9");
    }

    @Test
    void pagesThroughOneList() {
        List<String> whole = ids(fixture.get("/users/1/recommendations"));
        String page = fixture.get("/users/1/recommendations?k=3&offset=3");
        assertThat(ids(page)).isEqualTo(whole.subList(3, 6));
        assertThat(JsonPath.<Integer>read(page, "$.items[0].rank")).isEqualTo(4);
    }

    @Test
    void variesCategoriesOnRequest() {
        String body = fixture.get("/users/1/recommendations?k=3&diversity=1");
        assertThat(JsonPath.<Map<String, Integer>>read(body, "$.categoryCounts"))
                .isEqualTo(Map.of("Sci-Fi", 1, "Mystery", 1, "Comedy", 1));
    }

    /** User 1 likes three comedies: the list is the fourth one, and then what is best apart from its categories. */
    @Test
    void calibratesCategoriesToWhatTheUserLikesOnRequest() {
        String plain = fixture.get("/users/1/recommendations?k=3&includeRated=true&diversity=1");
        String calibrated = fixture.get("/users/1/recommendations?k=3&includeRated=true&calibration=1");
        assertThat(JsonPath.<Map<String, Integer>>read(plain, "$.categoryCounts"))
                .hasSize(3);
        assertThat(JsonPath.<Map<String, Integer>>read(calibrated, "$.categoryCounts"))
                .isEqualTo(Map.of("Comedy", 3));
        String visitor =
                "{\"ratings\": [{\"itemId\": \"5\", \"value\": 5}, {\"itemId\": \"1\", \"value\": 5}], \"k\": 4,"
                        + " \"calibration\": 1}";
        assertThat(JsonPath.<Map<String, Integer>>read(
                        post("/recommendations", visitor, HttpStatus.OK), "$.categoryCounts"))
                .isEqualTo(Map.of("Comedy", 2, "Sci-Fi", 2));
        assertThat(exchange("/users/1/recommendations?calibration=1.5", null).getStatus())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void namesTheRatingsThatContributedToARecommendation() {
        String body = fixture.get("/users/1/recommendations?k=1&explain=true");
        List<String> because = JsonPath.read(body, "$.items[0].because[*].itemId");
        assertThat(because).isNotEmpty().isSubsetOf("5", "7", "8", "10");
        assertThat(JsonPath.<List<Double>>read(body, "$.items[0].because[*].contribution"))
                .allMatch(contribution -> contribution > 0)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void returns304UntilARatingChanges() {
        fixture.rate("etag", "1", 5);
        EntityExchangeResult<String> first = exchange("/users/etag/recommendations?k=3", null);
        String tag = first.getResponseHeaders().getETag();
        assertThat(tag).startsWith("W/\"");
        assertThat(first.getResponseHeaders().getCacheControl()).contains("private");
        assertThat(exchange("/users/etag/recommendations?k=3", tag).getStatus()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(exchange("/users/etag/recommendations?k=4", tag).getStatus()).isEqualTo(HttpStatus.OK);
        fixture.rate("etag", "9", 5);
        EntityExchangeResult<String> second = exchange("/users/etag/recommendations?k=3", tag);
        assertThat(second.getStatus()).isEqualTo(HttpStatus.OK);
        assertThat(second.getResponseBody()).isNotEqualTo(first.getResponseBody());
    }

    @Test
    void neverRecommendsAnErasedItem() {
        fixture.putItem("erased", "Comedy");
        fixture.rate("1", "erased", 5);
        client.delete().uri("/items/{id}", "6").exchange().expectStatus().isNoContent();
        assertThat(ids(fixture.get("/users/1/recommendations"))).doesNotContain("6", "erased");
        fixture.putItem("6", "Comedy");
    }

    @Test
    void doesNotRankItemsThatTheModelHasNotSeen() {
        fixture.putItem("unseen", "Comedy");
        assertThat(ids(fixture.get("/users/1/recommendations"))).doesNotContain("unseen");
    }

    @Test
    void fallsBackToPopularityForAUserWithoutRatings() {
        fixture.rate("lapsed", "1", 5);
        client.delete().uri("/users/lapsed/ratings/1").exchange().expectStatus().isNoContent();
        assertThat(JsonPath.<String>read(fixture.get("/users/lapsed/recommendations"), "$.fallback"))
                .isEqualTo("popularity");
    }

    @Test
    void rejectsAKOutOfRange() {
        for (String k : List.of("0", "1001", "-1", "many")) {
            client.get()
                    .uri("/users/1/recommendations?k={k}", k)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("k");
        }
    }

    @Test
    void reportsWhatDoesNotExist() {
        expectProblem("/users/nobody/recommendations", "unknown-user");
        expectProblem("/users/1/recommendations?model=oracle", "unknown-algorithm");
        expectProblem("/users/1/recommendations?model=autorec&version=99", "unknown-model-version");
        expectProblem("/users/nobody/recommendations/comparison", "unknown-user");
        expectProblem("/items/nothing/similar", "unknown-item");
    }

    @Test
    void comparesTheBestRatedItemsWithEachModel() {
        String body = fixture.get("/users/1/recommendations/comparison?models=autorec&k=3");
        assertThat(JsonPath.<List<String>>read(body, "$.lists[*].source")).containsExactly("ratings", "autorec");
        assertThat(JsonPath.<List<Double>>read(body, "$.lists[0].items[*].score"))
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(JsonPath.<Integer>read(body, "$.lists[1].version")).isEqualTo(version);
        assertThat(JsonPath.<List<String>>read(body, "$.lists[1].items[*].itemId"))
                .isEqualTo(ids(fixture.get("/users/1/recommendations?k=3&model=autorec")));
    }

    @Test
    void comparesVersionsAndExplainsTheirLists() {
        String models = "autorec,autorec:" + version;
        String body = fixture.get("/users/1/recommendations/comparison?k=2&explain=true&models=" + models);

        assertThat(JsonPath.<List<String>>read(body, "$.lists[*].source"))
                .containsExactly("ratings", "autorec", "autorec:" + version);
        assertThat(JsonPath.<List<Object>>read(body, "$.lists[1].items"))
                .isEqualTo(JsonPath.read(body, "$.lists[2].items"));
        assertThat(JsonPath.<List<String>>read(body, "$.lists[2].items[0].because[*].itemId"))
                .isNotEmpty();
        assertThat(JsonPath.<List<Object>>read(body, "$.lists[0].items[*].because"))
                .isEmpty();
        expectProblem("/users/1/recommendations/comparison?models=autorec:99", "unknown-model-version");
        for (String wrong : List.of("autorec:x", "autorec:", "autorec:-1", "a,b,c,d,e,f,g,h,i,j,k")) {
            client.get()
                    .uri("/users/1/recommendations/comparison?models=" + wrong)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("models");
        }
    }

    @Test
    void foldsAVisitorIn() {
        String visitor = """
                {"ratings": [{"itemId": "5", "value": 5}, {"itemId": "7", "value": 5}, {"itemId": "nowhere", "value": 1}],
                 "k": 2, "category": ["Comedy"]%s}""";
        String body = post("/recommendations", visitor.formatted(""), HttpStatus.OK);
        assertThat(JsonPath.<String>read(body, "$.model")).isEqualTo("autorec");
        assertThat(ids(body)).containsExactlyInAnyOrder("6", "8");
        assertThat(JsonPath.<List<String>>read(body, "$.ignoredItems")).containsExactly("nowhere");
        String problem = post("/recommendations", visitor.formatted(", \"strict\": true"), HttpStatus.BAD_REQUEST);
        assertThat(JsonPath.<String>read(problem, "$.errors[0].message")).contains("nowhere");
    }

    @Test
    void rejectsInvalidRatingsOfAVisitor() {
        String twice = "{\"ratings\": [{\"itemId\": \"5\", \"value\": 5}, {\"itemId\": \"5\", \"value\": 4}]}";
        assertThat(post("/recommendations", twice, HttpStatus.BAD_REQUEST)).contains("more than once");
        String offScale = "{\"ratings\": [{\"itemId\": \"5\", \"value\": 6}]}";
        assertThat(post("/recommendations", offScale, HttpStatus.BAD_REQUEST)).contains("from 0.5 to 5");
        assertThat(JsonPath.<String>read(
                        post("/recommendations", "{\"k\": 3}", HttpStatus.BAD_REQUEST), "$.errors[0].field"))
                .isEqualTo("ratings");
    }

    @Test
    void recommendsToManyUsersAsToEach() {
        String body =
                post("/recommendations/batch", "{\"users\": [\"2\", \"nobody\", \"1\"], \"k\": 4}", HttpStatus.OK);
        assertThat(JsonPath.<List<String>>read(body, "$.results[*].userId")).containsExactly("2", "1");
        assertThat(JsonPath.<List<String>>read(body, "$.unknownUsers")).containsExactly("nobody");
        assertThat(JsonPath.<List<String>>read(body, "$.results[1].items[*].itemId"))
                .isEqualTo(ids(fixture.get("/users/1/recommendations?k=4")));
    }

    /** The fields of a query are components of a nested record, which is not visible over HTTP. */
    @Test
    void namesInvalidFieldsOfBodiesWithoutNesting() {
        String visitor = "{\"ratings\": [], \"k\": 0, \"diversity\": 2, \"offset\": -1}";
        assertThat(JsonPath.<List<String>>read(
                        post("/recommendations", visitor, HttpStatus.BAD_REQUEST), "$.errors[*].field"))
                .containsExactlyInAnyOrder("k", "diversity", "offset");
        String batch = "{\"users\": [\"1\", null], \"exploration\": 4}";
        assertThat(JsonPath.<List<String>>read(
                        post("/recommendations/batch", batch, HttpStatus.BAD_REQUEST), "$.errors[*].field"))
                .containsExactlyInAnyOrder("users[1]", "exploration");
        assertThat(JsonPath.<List<String>>read(
                        post("/recommendations/batch", "{\"users\": [\"1\"], \"k\": \"many\"}", HttpStatus.BAD_REQUEST),
                        "$.errors[*].field"))
                .containsExactly("k");
    }

    @Test
    void describesTheSameQueryFieldsForEveryCall() {
        String api = fixture.get("/v3/api-docs");
        List<String> parameters = JsonPath.read(
                api,
                "$.paths['/users/{userId}/recommendations'].get.parameters[?(@.in == 'query' && @.name != 'unknownUser' && @.name != 'experiment' && @.name != 'pages')].name");
        assertThat(parameters).hasSize(17).contains("k", "model", "category", "newItems", "seed", "offset");
        for (String body : List.of("VisitorRequest", "BatchRequest")) {
            assertThat(JsonPath.<Map<String, Object>>read(api, "$.components.schemas." + body + ".properties"))
                    .containsKeys(parameters.toArray(String[]::new))
                    .doesNotContainKey("parameters");
        }
    }

    @Test
    void comparesEachModelOnceAndRefusesUnknownOnesFirst() {
        String models = String.join(",", Collections.nCopies(1000, "autorec"));
        assertThat(JsonPath.<List<String>>read(
                        fixture.get("/users/1/recommendations/comparison?models=" + models), "$.lists[*].source"))
                .containsExactly("ratings", "autorec");
        client.get()
                .uri("/users/1/recommendations/comparison?models=autorec,nothing")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void describesABatchAsAList() {
        assertThat(JsonPath.<String>read(
                        fixture.get("/v3/api-docs"),
                        "$.components.schemas.BatchResponse.properties.results.items.$ref"))
                .endsWith("/RecommendationsResponse");
    }

    @Test
    void findsSimilarItemsByTheModel() {
        String body = fixture.get("/items/9/similar?k=3&model=autorec");
        assertThat(JsonPath.<String>read(body, "$.basis")).contains("autorec version " + version);
        assertThat(ids(body)).containsExactlyInAnyOrder("10", "11", "12");
    }

    /** A purchase excludes its item for ever, a refill for 30 days. */
    @Test
    void excludesByTypeAndTimeInEveryKindOfList() {
        client.put()
                .uri("/interaction-types/refill")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"countsAs\": 4, \"excludes\": \"P30D\"}")
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        Instant now = Instant.now();
        post(
                "/interactions",
                """
                [{"userId": "shopper", "itemId": "9", "type": "purchase", "time": "%s"},
                 {"userId": "shopper", "itemId": "10", "type": "refill", "time": "%s"},
                 {"userId": "shopper", "itemId": "11", "type": "refill", "time": "%s"}]""".formatted(now.minus(400, DAYS), now.minus(1, DAYS), now.minus(40, DAYS)),
                HttpStatus.OK);

        String batch =
                post("/recommendations/batch", "{\"users\": [\"shopper\"], \"model\": \"autorec\"}", HttpStatus.OK);
        List<List<String>> lists = List.of(
                ids(fixture.get("/users/shopper/recommendations?model=autorec")),
                JsonPath.read(batch, "$.results[0].items[*].itemId"),
                ids(fixture.get("/items/12/similar?k=12&model=autorec&userId=shopper")),
                JsonPath.read(
                        fixture.get("/users/shopper/recommendations/comparison?models=autorec"),
                        "$.lists[?(@.source == 'autorec')].items[*].itemId"));
        assertThat(lists).allSatisfy(list -> assertThat(list).contains("11").doesNotContain("9", "10"));
        assertThat(ids(fixture.get("/items/12/similar?k=12&model=autorec"))).contains("9", "10", "11");
    }

    /** Uses a client that does not decompress responses. */
    @Test
    void compressesOnRequest() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                        + "/users/1/recommendations/comparison?includeRated=true&models=autorec,vae"))
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue(HttpHeaders.CONTENT_ENCODING)).contains("gzip");
        String body = new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(), UTF_8);
        assertThat(JsonPath.<List<String>>read(body, "$.lists[*].source")).contains("ratings");
    }

    @Test
    void measuresListsByModelAndOutcome() {
        fixture.get("/users/1/recommendations");
        assertThat(fixture.get("/actuator/prometheus"))
                .contains("palate_recommendations_seconds_count{model=\"autorec\",outcome=\"model\"}")
                .contains("palate_recommendations_scoring_seconds_count{model=\"autorec\"}");
    }

    private EntityExchangeResult<String> exchange(String path, String entityTag) {
        return client.get()
                .uri(URI.create(path))
                .headers(headers -> {
                    if (entityTag != null) {
                        headers.setIfNoneMatch(entityTag);
                    }
                })
                .exchange()
                .returnResult(String.class);
    }

    private String post(String path, String body, HttpStatus expected) {
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(expected)
                .returnResult(String.class)
                .getResponseBody();
    }

    private void expectProblem(String path, String slug) {
        client.get()
                .uri(URI.create(path))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + slug);
    }

    private static List<String> ids(String body) {
        return JsonPath.read(body, "$.items[*].itemId");
    }

    private static List<Double> scores(String body) {
        return JsonPath.read(body, "$.items[*].score");
    }
}
