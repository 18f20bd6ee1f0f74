package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.ApiCalls;
import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.recommendation.continuation.ListJournal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Attributes, filters, boosts and availability over HTTP. Item n costs 10 n; the even ones are in stock. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private ListJournal journal;

    @Autowired
    private JdbcClient jdbc;

    private ApiCalls api;
    private TasteFixture fixture;

    @BeforeAll
    void trainOnce() {
        api = new ApiCalls(client);
        fixture = new TasteFixture(client);
        fixture.load();
        for (int item = 1; item <= 12; item++) {
            put(item, Map.of("price", 10 * item, "inStock", item % 2 == 0), null, null);
        }
        fixture.train();
    }

    @Test
    void storesAttributesAsTheyWereSent() {
        String body = send(
                "PUT",
                "/items/full",
                "{\"title\": \"Full\", \"description\": \"A long text\", \"attributes\": {\"price\": 12.5, \"stock\": 3,"
                        + " \"colours\": [\"red\"], \"none\": null}, \"availableFrom\": \"2026-01-01T00:00:00Z\","
                        + " \"availableUntil\": \"2999-01-01T00:00:00.123456789Z\", \"hidden\": true}",
                HttpStatus.CREATED);

        assertThat(JsonPath.<Map<String, Object>>read(fixture.get("/items/full"), "$"))
                .isEqualTo(JsonPath.read(body, "$"))
                .containsEntry("attributes", Map.of("price", 12.5, "stock", 3, "colours", List.of("red")))
                .containsEntry("description", "A long text")
                .containsEntry("availableUntil", "2999-01-01T00:00:00.123456Z");
        assertThat(send("PATCH", "/items/full", "{\"hidden\": true}", HttpStatus.OK))
                .contains("A long text");
        send("DELETE", "/items/full", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void rejectsWhatIsNoAttribute() {
        assertThat(send(
                        "PUT",
                        "/items/1",
                        "{\"title\": \"x\", \"attributes\": {\"a\": {\"b\": 1}}}",
                        HttpStatus.BAD_REQUEST))
                .contains("attributes.a must be a text, a number, a boolean or a list of texts");
        assertThat(send(
                        "PUT",
                        "/items/1",
                        "{\"title\": \"x\", \"availableFrom\": \"2026-02-01T00:00:00Z\", \"availableUntil\":"
                                + " \"2026-01-01T00:00:00Z\"}",
                        HttpStatus.BAD_REQUEST))
                .contains("availableUntil must be later than availableFrom");
        assertThat(send("PUT", "/users/1", "{\"attributes\": {\"1st\": 1}}", HttpStatus.BAD_REQUEST))
                .contains("attributes.1st must have a name");
        assertThat(JsonPath.<String>read(fixture.get("/items/1"), "$.title")).isEqualTo("Film 1");
    }

    @Test
    void refusesTextsThatCannotBeStored() {
        for (String body : List.of(
                "{\"title\": \"a\\ud800\"}",
                "{\"title\": \"a\", \"description\": \"\\udfff\"}",
                "{\"title\": \"a\", \"categories\": [\"\\ud83d\"]}",
                "{\"title\": \"a\", \"attributes\": {\"brand\": \"\\ud83dx\"}}",
                "{\"title\": \"a\", \"attributes\": {\"brand\": [\"\\udc00\\ud83d\"]}}")) {
            assertThat(send("PUT", "/items/half", body, HttpStatus.BAD_REQUEST))
                    .contains("must not contain half of a surrogate pair (U+D800 to U+DFFF).\"");
        }
        assertThat(send(
                        "PUT",
                        "/scenarios/half",
                        "{\"pins\": [{\"itemId\": \"\\ud800\", \"rank\": 1}]}",
                        HttpStatus.BAD_REQUEST))
                .contains("surrogate");
        send("GET", "/items/half", null, HttpStatus.NOT_FOUND);
        send("PUT", "/items/whole", "{\"title\": \"\\ud83d\\ude00\", \"hidden\": true}", HttpStatus.CREATED);
        assertThat(JsonPath.<String>read(fixture.get("/items/whole"), "$.title"))
                .isEqualTo("\ud83d\ude00");
        send("DELETE", "/items/whole", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void refusesNulInParametersAndPaths() {
        for (String path : List.of(
                "/items?title=%00",
                "/users/1/recommendations?filter=true%00",
                "/users/1/recommendations?exclude=1,%00",
                "/users/1/recommendations?scenario=%00",
                "/scenarios/%00/versions",
                "/experiments/%00",
                "/items/%00")) {
            assertThat(send("GET", path, null, HttpStatus.BAD_REQUEST)).contains("invalid-request");
        }
    }

    @Test
    void refusesABodyThatIsNotRead() {
        String id = JsonPath.read(fixture.get("/users/8/recommendations?k=2"), "$.recommendationId");
        String next = "/recommendations/" + id + "/next";

        assertThat(send("POST", next, "{\"k\": 1}", HttpStatus.BAD_REQUEST))
                .contains("unexpected-body", "This POST takes no body");
        assertThat(send(
                        "POST",
                        "/training-jobs/00000000-0000-0000-0000-000000000000/cancel",
                        "{}",
                        HttpStatus.BAD_REQUEST))
                .contains("unexpected-body");

        assertThat(JsonPath.<List<Integer>>read(send("POST", next + "?k=1", null, HttpStatus.OK), "$.items[*].rank"))
                .containsExactly(3);
    }

    @Test
    void anEmptyListOfCandidatesIsAnErrorAndAnEmptyExclusionIsNone() {
        assertThat(send("GET", "/users/1/recommendations?candidates=", null, HttpStatus.BAD_REQUEST))
                .contains("candidates must have at least one item id; without the parameter all items are candidates.");
        send("POST", "/recommendations", "{\"ratings\": [], \"candidates\": []}", HttpStatus.BAD_REQUEST);
        send("POST", "/recommendation-batches", "{\"users\": \"all\", \"candidates\": []}", HttpStatus.BAD_REQUEST);

        assertThat(items("/users/1/recommendations?exclude=")).isEqualTo(items("/users/1/recommendations"));
    }

    @Test
    void filtersLists() {
        List<String> all = items("/users/1/recommendations");
        List<String> inStock = items("/users/1/recommendations?filter=" + url("item.attributes.inStock"));

        assertThat(inStock)
                .isEqualTo(
                        all.stream().filter(id -> Integer.parseInt(id) % 2 == 0).toList());
        assertThat(items("/users/1/recommendations?k=2&filter=" + url("item.attributes.price < 50.0")))
                .allSatisfy(id -> assertThat(Integer.parseInt(id)).isLessThan(5));
        assertThat(items("/items/6/similar?filter=" + url("item.attributes.inStock")))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(Integer.parseInt(id) % 2).isZero());
        assertThat(JsonPath.<Integer>read(
                        fixture.get("/items?filter=" + url("item.attributes.price > 50 && item.attributes.inStock")),
                        "$.total"))
                .isEqualTo(4);
        assertThat(JsonPath.<List<Integer>>read(
                        fixture.get("/categories?filter=" + url("item.attributes.price > 80")),
                        "$.items[?(@.category == 'Mystery')].items"))
                .isEqualTo(List.of(4));
    }

    @Test
    void saysWhyAListIsEmpty() {
        String none = fixture.get("/users/1/recommendations?filter=" + url("item.attributes.price > 1000"));
        assertThat(JsonPath.<Object>read(none, "$.fallback")).isNull();
        assertThat(JsonPath.<String>read(none, "$.reason")).isEqualTo("The filter selects none of 12 items.");
        assertThat(JsonPath.<String>read(
                        fixture.get("/users/nobody/recommendations?unknownUser=popular&filter="
                                + url("item.attributes.price.startsWith('1')")),
                        "$.reason"))
                .startsWith("The filter selects none of 12 items. For 12 of them it failed: ");
        assertThat(JsonPath.<String>read(
                        fixture.get("/users/1/recommendations?filter=" + url("item.id == '5'")), "$.reason"))
                .isEqualTo(
                        "The filter selects 1 of 12 items, but the user has seen them, or other rules exclude them.");
    }

    @Test
    void pointsAtTheWrongCharacter() {
        String body = send(
                "GET", "/users/1/recommendations?filter=" + url("item.titel == 'x'"), null, HttpStatus.BAD_REQUEST);
        assertThat(JsonPath.<String>read(body, "$.type")).endsWith("/invalid-expression");
        assertThat(JsonPath.<String>read(body, "$.errors[0].field")).isEqualTo("filter");
        assertThat(JsonPath.<String>read(body, "$.detail")).contains("item has no field titel", "at character 1");
        assertThat(send("GET", "/users/1/recommendations?boost=" + url("'x'"), null, HttpStatus.BAD_REQUEST))
                .contains("a boost must be a number");
        assertThat(send("GET", "/items?filter=" + url("user.id == 'x'"), null, HttpStatus.BAD_REQUEST))
                .contains("there is no user here");
    }

    @Test
    void boostsScores() {
        List<String> plain = items("/users/1/recommendations");
        String last = plain.get(plain.size() - 1);
        String second = plain.get(plain.size() - 2);
        String boost = url("item.id == '" + second + "' ? 1000.0 : 1.0");

        String body = fixture.get("/users/1/recommendations?explain=true&boost=" + boost);

        assertThat(items("/users/1/recommendations?boost=" + url("5"))).isEqualTo(plain);
        assertThat(JsonPath.<List<String>>read(body, "$.items[*].itemId"))
                .startsWith(second)
                .endsWith(last);
        assertThat(JsonPath.<List<Double>>read(body, "$.items[*].boost")).containsExactly(1000.0);
    }

    @Test
    void rulesReadTheAttributesOfTheUser() {
        String filter = url("item.attributes.price <= user.attributes.budget");
        assertThat(items("/users/1/recommendations?filter=" + filter)).isEmpty();

        send("PUT", "/users/1", "{\"attributes\": {\"budget\": 30}}", HttpStatus.OK);

        assertThat(items("/users/1/recommendations?filter=" + filter)).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(JsonPath.<Map<String, Object>>read(fixture.get("/users/1"), "$.attributes"))
                .isEqualTo(Map.of("budget", 30));
        assertThat(fixture.get("/exports/users.ndjson")).contains("{\"id\":\"1\",\"attributes\":{\"budget\": 30}}");
        assertThat(fixture.get("/exports/users/1/ratings.csv")).contains("attributes");
        assertThat(JsonPath.<List<String>>read(
                        send(
                                "POST",
                                "/recommendations",
                                "{\"ratings\": [{\"itemId\": \"5\", \"value\": 5}], \"attributes\": {\"budget\": 20}, \"filter\":"
                                        + " \"item.attributes.price <= user.attributes.budget\"}",
                                HttpStatus.OK),
                        "$.items[*].itemId"))
                .containsExactlyInAnyOrder("1", "2");
        send("PUT", "/users/1", "{\"attributes\": {}}", HttpStatus.OK);
        assertThat(items("/users/1/recommendations?filter=" + filter)).isEmpty();
        send("PUT", "/users/new-user", "{}", HttpStatus.CREATED);
        send("DELETE", "/users/new-user", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void listsContainAnItemOnlyWhileItIsAvailable() {
        Instant now = Instant.now();
        Map<String, Object> attributes = Map.of("price", 60, "inStock", true);
        assertThat(items("/users/1/recommendations")).contains("6");

        put(6, attributes, now.plus(1, ChronoUnit.DAYS), null);
        assertThat(items("/users/1/recommendations")).doesNotContain("6");
        put(6, attributes, null, now.minus(1, ChronoUnit.DAYS));
        assertThat(items("/users/1/recommendations")).doesNotContain("6");
        put(6, attributes, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS));
        assertThat(items("/users/1/recommendations")).contains("6");
        assertThat(items("/users/1/recommendations?filter=" + url("item.availableFrom > now - duration('48h')")))
                .containsExactly("6");

        put(6, attributes, null, null);
    }

    @Test
    void continuesAListWithoutRepetitionWhileRatingsChange() {
        String first = fixture.get("/users/2/recommendations?k=2&pages=true");
        List<String> shown = new ArrayList<>(JsonPath.<List<String>>read(first, "$.items[*].itemId"));
        List<String> all = items("/users/2/recommendations");
        String id = JsonPath.read(first, "$.recommendationId");

        for (int page = 0; page < 3; page++) {
            // Each rating changes the order of the rest, and removes the item from it.
            fixture.rate("2", shown.get(shown.size() - 1), page % 2 == 0 ? 1 : 5);
            String next = send("POST", "/recommendations/" + id + "/next?k=2", null, HttpStatus.OK);
            List<String> items = JsonPath.read(next, "$.items[*].itemId");
            assertThat(items).doesNotContainAnyElementsOf(shown);
            assertThat(JsonPath.<List<Integer>>read(next, "$.items[*].rank")).startsWith(shown.size() + 1);
            assertThat(JsonPath.<String>read(next, "$.userId")).isEqualTo("2");
            shown.addAll(items);
            // The id of the list and those of its pages lead to the same next page.
            id = page == 1 ? JsonPath.read(first, "$.recommendationId") : JsonPath.read(next, "$.recommendationId");
        }

        assertThat(shown).hasSameSizeAs(all).containsExactlyInAnyOrderElementsOf(all);
        assertThat(send("POST", "/recommendations/" + id + "/next", null, HttpStatus.OK))
                .contains("\"items\":[]");
        client.post()
                .uri("/recommendations/{id}/events", id)
                .body(Map.of("events", List.of(Map.of("itemId", shown.get(7), "type", "clicked"))))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void importsAndExportsAttributes() {
        String csv = "itemId,title,price,attributes\nimported,A,5,\"{\"\"brand\"\": \"\"Acme\"\"}\"\nbad,B,5,x\n";
        String job = client.post()
                .uri("/imports")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of("items.csv", csv, "kind", "items", "attributeColumns", "price"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation()
                .getPath();
        await().untilAsserted(() -> assertThat(JsonPath.<String>read(fixture.get(job), "$.state"))
                .isIn("SUCCEEDED", "SUCCEEDED_WITH_WARNINGS"));

        assertThat(JsonPath.<Map<String, Object>>read(fixture.get("/items/imported"), "$.attributes"))
                .isEqualTo(Map.of("brand", "Acme", "price", 5));
        assertThat(fixture.get("/exports/items.csv"))
                .contains("\nimported,A,,\"\",,\"{\"\"brand\"\": \"\"Acme\"\", \"\"price\"\": 5}\",,,false\n");
        assertThat(fixture.get(job + "/rejections")).contains("attributes must be a JSON object, not x");
        send("DELETE", "/items/imported", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void pagesRequestedAtTheSameTimeDiffer() {
        String id = JsonPath.read(fixture.get("/users/4/recommendations?k=1"), "$.recommendationId");

        List<String> shown = IntStream.range(0, 6)
                .parallel()
                .mapToObj(n -> send("POST", "/recommendations/" + id + "/next?k=1", null, HttpStatus.OK))
                .map(page -> JsonPath.<String>read(page, "$.items[0].itemId"))
                .toList();

        assertThat(shown).doesNotHaveDuplicates();
    }

    @Test
    void everyProcessContinuesAStoredList() {
        String stored = fixture.get("/users/7/recommendations?k=2&pages=true");
        String remembered = fixture.get("/users/7/recommendations?k=3");
        journal.write();
        Long lists = jdbc.sql(
                        "select count(*) from served_lists l join users u on u.id = l.user_id where u.external_id = '7'")
                .query(Long.class)
                .single();
        assertThat(lists).isEqualTo(1);

        String next = send(
                "POST",
                "/recommendations/" + JsonPath.read(remembered, "$.recommendationId") + "/next?k=1",
                null,
                HttpStatus.OK);

        assertThat(JsonPath.<List<Integer>>read(next, "$.items[*].rank")).containsExactly(4);
        send(
                "POST",
                "/recommendations/" + JsonPath.read(stored, "$.recommendationId") + "/next?k=1",
                null,
                HttpStatus.OK);
    }

    @Test
    void listsThatAreNotStoredHaveNoNextPage() {
        String visitor = send("POST", "/recommendations", "{\"ratings\": []}", HttpStatus.OK);
        String path = "/recommendations/" + JsonPath.read(visitor, "$.recommendationId") + "/next";
        assertThat(send("POST", path, null, HttpStatus.CONFLICT)).contains("no-next-page");
        assertThat(send("POST", "/recommendations/nonsense/next", null, HttpStatus.NOT_FOUND))
                .contains("so it has no next page")
                .doesNotContain("Events");
        String later = fixture.get("/users/5/recommendations?k=2&offset=1");
        send(
                "POST",
                "/recommendations/" + JsonPath.read(later, "$.recommendationId") + "/next",
                null,
                HttpStatus.NOT_FOUND);
        fixture.rate("erased", "1", 5);
        String id = JsonPath.read(fixture.get("/users/erased/recommendations?k=2"), "$.recommendationId");
        send("POST", "/recommendations/" + id + "/next?k=1001", null, HttpStatus.BAD_REQUEST);
        send("POST", "/recommendations/" + id + "/next?k=1", null, HttpStatus.OK);
        send("DELETE", "/users/erased", null, HttpStatus.NO_CONTENT);
        send("POST", "/recommendations/" + id + "/next", null, HttpStatus.NOT_FOUND);
    }

    private void put(int item, Map<String, Object> attributes, @Nullable Instant from, @Nullable Instant until) {
        client.put()
                .uri("/items/{id}", item)
                .body(new NewItem(
                        "Film " + item,
                        1990,
                        List.of(TasteFixture.GENRES.get((item - 1) / 4)),
                        attributes,
                        from,
                        until))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private record NewItem(
            String title,
            int year,
            List<String> categories,
            Map<String, Object> attributes,
            @Nullable Instant availableFrom,
            @Nullable Instant availableUntil) {}

    private List<String> items(String path) {
        return api.items(path);
    }

    private String send(String method, String path, @Nullable String body, HttpStatus status) {
        return api.send(HttpMethod.valueOf(method), path, body, status);
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
