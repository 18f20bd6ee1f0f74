package dev.palate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.ApiCalls;
import dev.palate.PalateIT;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Scenarios over HTTP. There is no model, so the most rated items come first: 1, then 2, 3, 4. */
@PalateIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private Scenarios scenarios;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private ApiCalls api;

    @BeforeAll
    void load() {
        api = new ApiCalls(client);
        for (int item = 1; item <= 4; item++) {
            send(
                    HttpMethod.PUT,
                    "/items/" + item,
                    "{\"title\": \"Item " + item + "\", \"attributes\": {\"stock\": " + (item - 1) + "}}",
                    HttpStatus.CREATED);
            for (int user = 1; user <= 5 - item; user++) {
                send(HttpMethod.PUT, "/users/u" + user + "/ratings/" + item, "{\"value\": 4}", HttpStatus.OK);
            }
        }
        send(HttpMethod.PUT, "/users/new", "{\"attributes\": {\"vip\": true}}", HttpStatus.CREATED);
    }

    private static final String HOME = "{\"filter\": \"item.attributes.stock > 0\", \"k\": 2}";

    @Test
    void listsFollowAScenarioAndParametersOverrideIt() {
        assertThat(items("/users/new/recommendations")).containsExactly("1", "2", "3", "4");
        put("shop", HOME, HttpStatus.CREATED);

        String body = get("/users/new/recommendations?scenario=shop");

        assertThat(JsonPath.<List<String>>read(body, "$.items[*].itemId")).containsExactly("2", "3");
        assertThat(JsonPath.<String>read(body, "$.scenario.name")).isEqualTo("shop");
        assertThat(JsonPath.<Integer>read(body, "$.scenario.version")).isEqualTo(1);
        assertThat(items("/users/new/recommendations?scenario=shop&k=3")).containsExactly("2", "3", "4");
        assertThat(items("/users/new/recommendations?scenario=shop&filter=true"))
                .containsExactly("1", "2");
        assertThat(items("/items/2/similar?scenario=shop&k=4")).containsExactly("3", "4");
        assertThat(JsonPath.<List<String>>read(
                        send(
                                HttpMethod.POST,
                                "/recommendations",
                                "{\"ratings\": [], \"scenario\": \"shop\"}",
                                HttpStatus.OK),
                        "$.items[*].itemId"))
                .containsExactly("2", "3");
        assertThat(JsonPath.<List<String>>read(
                        send(
                                HttpMethod.POST,
                                "/recommendations/batch",
                                "{\"users\": [\"new\"], \"scenario\": \"shop\"}",
                                HttpStatus.OK),
                        "$.results[0].items[*].itemId"))
                .containsExactly("2", "3");
    }

    @Test
    void pinsItems() {
        put(
                "pins",
                "{\"pins\": [{\"itemId\": \"4\", \"rank\": 1}, {\"itemId\": \"3\", \"rank\": 2, \"filter\":"
                        + " \"user.attributes.vip\"}, {\"itemId\": \"gone\", \"rank\": 3}]}",
                HttpStatus.CREATED);

        String body = get("/users/new/recommendations?scenario=pins");
        assertThat(JsonPath.<List<String>>read(body, "$.items[*].itemId")).containsExactly("4", "3", "1", "2");
        assertThat(JsonPath.<List<Boolean>>read(body, "$.items[*].pinned")).containsExactly(true, true);

        send(HttpMethod.PUT, "/users/new", "{}", HttpStatus.OK);
        assertThat(items("/users/new/recommendations?scenario=pins")).containsExactly("4", "1", "2", "3");
        // The user has rated all items but 4.
        assertThat(items("/users/u2/recommendations?scenario=pins")).containsExactly("4");
    }

    @Test
    void theLatestItemsReplaceAModelIfTheScenarioSaysSo() {
        put("latest", "{\"fallback\": \"latest\"}", HttpStatus.CREATED);
        send(
                HttpMethod.PUT,
                "/items/arrival",
                "{\"title\": \"New\", \"hidden\": true, \"availableFrom\": \"2026-01-01T00:00:00Z\"}",
                HttpStatus.CREATED);

        String list = get("/users/new/recommendations?scenario=latest");

        // The items 1 to 4 were created after this time, one after the other.
        assertThat(JsonPath.<String>read(list, "$.fallback")).isEqualTo("latest");
        assertThat(JsonPath.<List<String>>read(list, "$.items[*].itemId")).containsExactly("4", "3", "2", "1");
        assertThat(items("/items/latest?filter=item.attributes.stock%20%3C%202"))
                .containsExactly("2", "1");
        assertThat(items("/users/new/recommendations")).containsExactly("1", "2", "3", "4");
        send(HttpMethod.DELETE, "/items/arrival", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void previewsAChangeForAUser() {
        put("preview", HOME, HttpStatus.CREATED);
        String preview = send(
                HttpMethod.POST,
                "/scenarios/preview/preview",
                "{\"userId\": \"new\", \"definition\": {\"filter\": \"item.attributes.stock > 1\"}}",
                HttpStatus.OK);

        assertThat(JsonPath.<List<String>>read(preview, "$.before.items[*].itemId"))
                .containsExactly("2", "3");
        assertThat(JsonPath.<List<String>>read(preview, "$.after.items[*].itemId"))
                .containsExactly("3", "4");
        assertThat(JsonPath.<List<String>>read(
                        send(
                                HttpMethod.POST,
                                "/scenarios/unknown/preview",
                                "{\"userId\": \"new\", \"definition\": {}}",
                                HttpStatus.OK),
                        "$.before.items[*].itemId"))
                .containsExactly("1", "2", "3", "4");
        send(
                HttpMethod.POST,
                "/scenarios/x/preview",
                "{\"userId\": \"nobody\", \"definition\": {}}",
                HttpStatus.NOT_FOUND);
        send(
                HttpMethod.POST,
                "/scenarios/x/preview",
                "{\"userId\": \"new\", \"definition\": {\"filter\": \"3\"}}",
                HttpStatus.BAD_REQUEST);
    }

    @Test
    void everyChangeIsAVersionThatCanComeBack() {
        put("log", HOME, HttpStatus.CREATED);
        put("log", HOME, HttpStatus.OK);
        String second = send(HttpMethod.PUT, "/scenarios/log?reason=shorter", "{\"k\": 1}", HttpStatus.OK);
        assertThat(JsonPath.<Integer>read(second, "$.version")).isEqualTo(2);
        assertThat(items("/users/new/recommendations?scenario=log")).containsExactly("1");

        String back = send(HttpMethod.POST, "/scenarios/log/rollback", null, HttpStatus.OK);

        assertThat(JsonPath.<Integer>read(back, "$.version")).isEqualTo(3);
        assertThat(items("/users/new/recommendations?scenario=log")).containsExactly("2", "3");
        send(HttpMethod.POST, "/scenarios/log/rollback", "{\"version\": 2, \"reason\": \"again\"}", HttpStatus.OK);
        send(HttpMethod.DELETE, "/scenarios/log", null, HttpStatus.NO_CONTENT);
        send(HttpMethod.GET, "/users/new/recommendations?scenario=log", null, HttpStatus.NOT_FOUND);
        String log = get("/scenarios/log/versions");
        assertThat(JsonPath.<List<Integer>>read(log, "$.items[*].version")).containsExactly(5, 4, 3, 2, 1);
        assertThat(JsonPath.<List<String>>read(log, "$.items[*].reason"))
                .containsExactly(null, "again", null, "shorter", null);
        assertThat(JsonPath.<List<String>>read(log, "$.items[*].changedBy")).containsOnly("local");
        assertThat(JsonPath.<Object>read(log, "$.items[0].definition")).isNull();
        send(HttpMethod.POST, "/scenarios/log/rollback", null, HttpStatus.OK);
        assertThat(items("/users/new/recommendations?scenario=log")).containsExactly("1");
        send(HttpMethod.POST, "/scenarios/log/rollback", "{\"version\": 99}", HttpStatus.NOT_FOUND);
        send(HttpMethod.POST, "/scenarios/other/rollback", null, HttpStatus.NOT_FOUND);
        put("once", "{}", HttpStatus.CREATED);
        send(HttpMethod.POST, "/scenarios/once/rollback", null, HttpStatus.CONFLICT);
    }

    @Test
    void everyRollbackGoesOneVersionFurtherBack() {
        for (int k = 1; k <= 3; k++) {
            send(
                    HttpMethod.PUT,
                    "/scenarios/history",
                    "{\"k\": " + k + "}",
                    k == 1 ? HttpStatus.CREATED : HttpStatus.OK);
        }

        assertThat(rolledBack("history", null)).containsExactly(4, 2, 2);
        assertThat(rolledBack("history", null)).containsExactly(5, 1, 1);
        assertThat(send(HttpMethod.POST, "/scenarios/history/rollback", null, HttpStatus.CONFLICT))
                .contains("has no earlier version");
        assertThat(rolledBack("history", "{\"version\": 3}")).containsExactly(6, 3, 3);
        send(HttpMethod.PUT, "/scenarios/history", "{\"k\": 4}", HttpStatus.OK);
        assertThat(rolledBack("history", null)).containsExactly(8, 3, 3);
        assertThat(rolledBack("history", null)).containsExactly(9, 2, 2);
        // A change back to an earlier definition is a change: its rollback restores what it replaced.
        send(HttpMethod.PUT, "/scenarios/history", "{\"k\": 1}", HttpStatus.OK);
        assertThat(rolledBack("history", null)).containsExactly(11, 2, 2);

        String log = get("/scenarios/history/versions");
        assertThat(JsonPath.<List<Integer>>read(log, "$.items[*].restores"))
                .containsExactly(2, null, 2, 3, null, 3, 1, 2, null, null, null);
        assertThat(JsonPath.<List<Integer>>read(log, "$.items[*].definition.k"))
                .containsExactly(2, 1, 2, 3, 4, 3, 1, 2, 3, 2, 1);
    }

    /** The new version, the version whose definition it has, and k. */
    private List<Integer> rolledBack(String name, @Nullable String body) {
        String scenario = send(HttpMethod.POST, "/scenarios/" + name + "/rollback", body, HttpStatus.OK);
        return List.of(
                JsonPath.read(scenario, "$.version"),
                JsonPath.read(scenario, "$.restores"),
                JsonPath.read(scenario, "$.definition.k"));
    }

    @Test
    void anExperimentDividesTheUsersOfAScenario() {
        put("rules", "{\"filter\": \"item.attributes.stock > 0\", \"k\": 2}", HttpStatus.CREATED);
        String arms =
                "{\"arms\": [{\"name\": \"plain\", \"share\": 0.5}, {\"name\": \"rules\", \"share\": 0.5, \"scenario\":"
                        + " \"rules\"}]}";
        send(HttpMethod.PUT, "/experiments/divide", arms, HttpStatus.CREATED);
        put("page", "{\"experiment\": \"divide\", \"k\": 3}", HttpStatus.CREATED);

        Set<String> seen = new HashSet<>();
        for (int user = 0; user < 20; user++) {
            send(HttpMethod.PUT, "/users/divided" + user, "{}", HttpStatus.CREATED);
            String list = get("/users/divided" + user + "/recommendations?scenario=page");
            String arm = JsonPath.read(list, "$.experiment.arm");
            seen.add(arm);
            assertThat(JsonPath.<List<String>>read(list, "$.items[*].itemId"))
                    .isEqualTo(arm.equals("plain") ? List.of("1", "2", "3") : List.of("2", "3"));
            assertThat(JsonPath.<String>read(list, "$.scenario.name"))
                    .isEqualTo(arm.equals("plain") ? "page" : "rules");
            String next = send(
                    HttpMethod.POST,
                    "/recommendations/" + JsonPath.read(list, "$.recommendationId") + "/next?k=1",
                    null,
                    HttpStatus.OK);
            assertThat(JsonPath.<List<String>>read(next, "$.items[*].itemId")).containsExactly("4");
            assertThat(JsonPath.<Object>read(next, "$.experiment")).isEqualTo(JsonPath.read(list, "$.experiment"));
            assertThat(JsonPath.<Object>read(next, "$.scenario")).isEqualTo(JsonPath.read(list, "$.scenario"));
        }
        assertThat(seen).containsExactlyInAnyOrder("plain", "rules");
        assertThat(send(HttpMethod.DELETE, "/scenarios/rules", null, HttpStatus.CONFLICT))
                .contains("needed by experiment divide");
        send(HttpMethod.POST, "/experiments/divide/end", "{}", HttpStatus.OK);
        send(HttpMethod.DELETE, "/experiments/divide", null, HttpStatus.NO_CONTENT);
        assertThat(items("/users/divided1/recommendations?scenario=page")).containsExactly("1", "2", "3");
        send(HttpMethod.DELETE, "/scenarios/rules", null, HttpStatus.NO_CONTENT);
    }

    @Test
    void anotherProcessSeesAChange() {
        Scenarios replica = beans.createBean(Scenarios.class);
        replica.refresh();
        put("shared", HOME, HttpStatus.CREATED);
        assertThat(replica.find("shared")).isEmpty();

        replica.refresh();

        assertThat(replica.get("shared").inUse().k()).isEqualTo(2);
    }

    @Test
    void namesWhatIsWrongWithADefinition() {
        assertThat(put("bad", "{\"filter\": \"item.titel == 'x'\"}", HttpStatus.BAD_REQUEST))
                .contains("no field titel");
        assertThat(put("bad", "{\"model\": \"none\"}", HttpStatus.BAD_REQUEST)).contains("model must be one of");
        assertThat(put("bad", "{\"version\": 3}", HttpStatus.BAD_REQUEST)).contains("version needs a model");
        assertThat(put("bad", "{\"model\": \"ease\", \"version\": 3}", HttpStatus.BAD_REQUEST))
                .contains("version must be a version of ease with a checkpoint, not 3");
        assertThat(put("bad", "{\"fallback\": \"none\"}", HttpStatus.BAD_REQUEST))
                .contains("must be popular, trending or latest");
        assertThat(put(
                        "bad",
                        "{\"pins\": [{\"itemId\": \"1\", \"rank\": 1}, {\"itemId\": \"2\", \"rank\": 1}]}",
                        HttpStatus.BAD_REQUEST))
                .contains("pins[1].rank is that of another pin");
        assertThat(put(
                        "bad",
                        "{\"pins\": [{\"itemId\": \"1\", \"rank\": 1, \"filter\": \"3\"}]}",
                        HttpStatus.BAD_REQUEST))
                .contains("pins[0].filter");
        assertThat(put("bad", "{\"pins\": [{\"itemId\": \"1\", \"rank\": 0}]}", HttpStatus.BAD_REQUEST))
                .contains("pins[0].rank");
        assertThat(put("a.b", "{}", HttpStatus.BAD_REQUEST)).contains("letters, digits, hyphens");
        assertThat(scenarios.find("bad")).isEmpty();
    }

    private String put(String name, String definition, HttpStatus status) {
        return send(HttpMethod.PUT, "/scenarios/" + name, definition, status);
    }

    private String get(String path) {
        return api.get(path);
    }

    private List<String> items(String path) {
        return api.items(path);
    }

    private String send(HttpMethod method, String path, @Nullable String body, HttpStatus status) {
        return api.send(method, path, body, status);
    }
}
