package dev.palate.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** From an empty service to one with a model and keys: the tests depend on their order. */
@PalateIT
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.training-policy.enabled=false"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverviewIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private DailyTotals totals;

    @Autowired
    private KeyIssuer issuer;

    @Test
    @Order(1)
    void showsThatAnEmptyServiceIsEmpty() {
        String overview = get("/overview", null);

        assertThat(JsonPath.<Map<String, Object>>read(overview, "$.counts.users"))
                .isEqualTo(Map.of("count", 0, "exact", true));
        assertThat(JsonPath.<List<Object>>read(overview, "$.models")).isEmpty();
        assertThat(JsonPath.<List<Object>>read(overview, "$.days")).hasSize(1);
        assertThat(JsonPath.<Map<String, Object>>read(overview, "$.jobs"))
                .isEqualTo(Map.of("running", 0, "waiting", 0));
        assertThat(JsonPath.<Double>read(overview, "$.ratingScale.maximum")).isEqualTo(5.0);
        assertThat(JsonPath.<Boolean>read(overview, "$.policy.enabled")).isFalse();
        assertThat(JsonPath.<String>read(overview, "$.policy.state")).contains("PUT /training-policy");
        assertThat(get("/activity", null)).isEqualTo("{\"items\":[],\"nextBefore\":null}");
    }

    @Test
    @Order(2)
    void showsTotalsModelsAndEventsAfterATraining() {
        train();
        jdbc.sql(
                        "insert into daily_totals values (current_date - 2, 1, 2, 3, 4, now()), (current_date - 40, 1, 1, 1, 1, now())")
                .update();
        totals.record();
        totals.record();

        String overview = get("/overview", null);

        assertThat(JsonPath.<Integer>read(overview, "$.counts.ratings.count")).isEqualTo(400);
        List<Map<String, Object>> days = JsonPath.read(overview, "$.days");
        assertThat(days).hasSize(2);
        assertThat(days.get(0)).containsEntry("users", 1).containsEntry("interactions", 4);
        assertThat(days.get(1)).containsEntry("users", 40).containsEntry("items", 20);
        Map<String, Object> model = JsonPath.read(overview, "$.models[0]");
        assertThat(model)
                .containsEntry("algorithm", "popularity")
                .containsEntry("version", 1)
                .containsEntry("default", true)
                .containsEntry("pinned", false);
        assertThat(model.get("trainedAt")).isNotNull();
        assertThat(model.get("activatedAt")).isNotNull();
        assertThat(JsonPath.<List<String>>read(get("/activity", null), "$.items[*].type"))
                .containsExactlyInAnyOrder("activation", "training-ended");
        assertThat(JsonPath.<List<String>>read(get("/activity", null), "$.items[?(@.type=='training-ended')].text"))
                .singleElement()
                .asString()
                .matches("Training of popularity succeeded.*: version 1");
    }

    @Test
    @Order(3)
    void pagesEventsByTimeAndShowsThoseOfKeysToAdministratorsOnly() {
        String admin = issuer.issue("operator's \"key\"", Role.ADMIN, null).reveal();
        String reader = issuer.issue("shop", Role.READ, null).reveal();
        String revoked = issuer.issue("gone", Role.WRITE, null).key().id();
        issuer.revoke(revoked, false);

        assertThat(get("/activity?before={time}", admin, "-10000-01-01T00:00:00Z"))
                .isEqualTo("{\"items\":[],\"nextBefore\":null}");
        assertThat(get("/activity?before={time}", admin, "+999999999-12-31T23:59:59Z"))
                .isEqualTo(get("/activity", admin));

        List<String> types = new ArrayList<>();
        String before = "";
        do {
            String page = get("/activity?size=2" + before, admin);
            types.addAll(JsonPath.read(page, "$.items[*].type"));
            String next = JsonPath.read(page, "$.nextBefore");
            before = next == null ? "" : "&before=" + next;
        } while (!before.isEmpty());

        assertThat(types)
                .startsWith("key-revoked", "key-created", "key-created", "key-created")
                .hasSize(6);
        assertThat(JsonPath.<String>read(get("/activity?size=1", admin), "$.items[0].text"))
                .isEqualTo("The key 'gone' (write) was revoked");
        assertThat(JsonPath.<List<String>>read(get("/activity", reader), "$.items[*].type"))
                .hasSize(2)
                .noneMatch(type -> type.startsWith("key"));
    }

    private void train() {
        for (int item = 1; item <= 20; item++) {
            catalogue.put(new Item("i" + item, "Item " + item, null, List.of()));
        }
        jdbc.sql("""
                insert into users (external_id) select g::text from generate_series(1, 40) g;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                    where (u.id + i.id) % 2 = 0;
                """).update();
        String job = client.post()
                .uri("/models/popularity/train")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"promote\": \"always\"}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        String uri = "/training-jobs/" + JsonPath.<String>read(job, "$.id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> JsonPath.<String>read(get(uri, null), "$.state").startsWith("SUCCEEDED"));
    }

    private String get(String uri, @Nullable String key, Object... values) {
        return client.get()
                .uri(uri, values)
                .headers(headers -> {
                    if (key != null) {
                        headers.set("X-API-Key", key);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
