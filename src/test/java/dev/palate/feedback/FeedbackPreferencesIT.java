package dev.palate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.ErasureLock;
import dev.palate.catalogue.Item;
import dev.palate.interaction.InteractionSettings;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Clicks and ratings of recommended items count as interactions and ratings, and ignored items fade. */
@PalateIT
@TestPropertySource(
        properties = {
            "palate.interactions.from-feedback=true",
            "palate.recommendations.fade-ignored=true",
            "palate.recommendations.popularity-max-age=2ms"
        })
class FeedbackPreferencesIT {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private InteractionTypes types;

    @Autowired
    private InteractionWriter interactions;

    @Autowired
    private RatingWriter ratings;

    @Autowired
    private ErasureLock erasureLock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void itemsAndRatings() {
        jdbc.sql("delete from recommendation_events").update();
        jdbc.sql("delete from users").update();
        for (String item : List.of("1", "2", "3", "4")) {
            catalogue.put(new Item(item, "Item " + item, null, List.of()));
        }
        rate("ann", "4");
        List.of("bob", "cid", "dan").forEach(user -> rate(user, "1"));
        List.of("bob", "cid").forEach(user -> rate(user, "2"));
        rate("bob", "3");
    }

    @Test
    void aClickCountsAsAnInteraction() {
        String list = idOf("ann");
        post(list, "{\"type\": \"shown\", \"itemId\": \"1\"}, {\"type\": \"clicked\", \"itemId\": \"1\"}", 200);
        post(list, "{\"type\": \"clicked\", \"itemId\": \"1\"}", 200);

        assertThat(get("/users/ann/interactions"))
                .contains("\"itemId\":\"1\"", "\"type\":\"click\",\"count\":1,\"value\":null", "\"total\":1");
        assertThat(get("/users/ann/ratings")).contains("\"total\":1");
    }

    @Test
    void aRatingCountsAsARating() {
        post(
                idOf("ann"),
                "{\"type\": \"rated\", \"itemId\": \"2\", \"value\": 1.5}, {\"type\": \"rated\", \"itemId\": \"3\"}",
                200);

        assertThat(get("/users/ann/ratings?sort=value")).contains("\"itemId\":\"2\"", "\"value\":1.5", "\"total\":2");
        assertThat(get("/users/ann/interactions")).contains("\"total\":0");
        assertThat(recommended("ann")).doesNotContain("2");
    }

    @Test
    void aRatingCountsAsTheConfiguredType() {
        InteractionSettings asLike = new InteractionSettings(10, Duration.ofDays(30), true, "like");
        FeedbackPreferences preferences =
                new FeedbackPreferences(asLike, types, interactions, ratings, erasureLock, jdbc);
        int ann = jdbc.sql("select id from users where external_id = 'ann'")
                .query(Integer.class)
                .single();

        transaction.executeWithoutResult(
                status -> preferences.store(ann, List.of(new FeedbackEvent(EventType.RATED, "2", 2f)), TIME));

        assertThat(get("/users/ann/interactions")).contains("\"type\":\"like\",\"count\":1,\"value\":2.0");
        assertThat(get("/users/ann/ratings")).contains("\"total\":1");
    }

    @Test
    void aDeletedTypeCountsAsNothing() {
        InteractionType click = types.get("click");
        types.delete("click", true);
        try {
            assertThat(post(idOf("ann"), "{\"type\": \"clicked\", \"itemId\": \"1\"}", 200))
                    .contains("\"recorded\":1");
            assertThat(get("/users/ann/interactions")).contains("\"total\":0");
        } finally {
            types.put(click);
        }
    }

    @Test
    void aTypeThatIsDeletedAfterItWasReadCountsAsNothing() {
        InteractionType click = types.get("click");
        jdbc.sql("delete from interaction_types where name = 'click'").update();
        try {
            assertThat(types.snapshot().find("click")).isPresent();
            assertThat(post(idOf("ann"), "{\"type\": \"clicked\", \"itemId\": \"1\"}", 200))
                    .contains("\"recorded\":1");
            assertThat(get("/users/ann/interactions")).contains("\"total\":0");
        } finally {
            types.put(click);
        }
    }

    @Test
    void repeatsTheWholeRequestThatLosesADeadlock() {
        jdbc.sql("create sequence tries").update();
        jdbc.sql("""
                        create function lose() returns trigger language plpgsql as $$
                        begin
                            if nextval('tries') < 3 then raise exception 'lost' using errcode = '40P01'; end if;
                            return new;
                        end $$""").update();
        jdbc.sql("create trigger lose before insert on interactions for each row execute function lose()")
                .update();
        try {
            assertThat(post(idOf("ann"), "{\"type\": \"clicked\", \"itemId\": \"1\"}", 200))
                    .contains("\"recorded\":1");
        } finally {
            jdbc.sql("drop function lose() cascade").update();
        }
        assertThat(jdbc.sql("select last_value from tries").query(Long.class).single())
                .isEqualTo(3);
        assertThat(get("/users/ann/interactions")).contains("\"type\":\"click\",\"count\":1");
    }

    @Test
    void anIgnoredItemFadesAndExplainNamesIt() {
        assertThat(recommended("ann")).containsExactly("1", "2", "3");
        show("ann", "1", 9);
        assertThat(recommended("ann")).containsExactly("1", "2", "3");

        show("ann", "1", 31);

        assertThat(recommended("ann")).containsExactly("2", "3", "1");
        assertThat(get("/users/ann/recommendations")).doesNotContain("faded");
        String explained = get("/users/ann/recommendations?explain=true");
        assertThat(JsonPath.<List<String>>read(explained, "$.items[*].faded.reason"))
                .containsExactly("shown 40 times without a click");
        double loweredBy = JsonPath.read(explained, "$.items[2].faded.scoreLoweredBy");
        assertThat(loweredBy + JsonPath.<Double>read(explained, "$.items[2].score"))
                .isBetween(2.999, 3.001);
        assertThat(recommended("cid")).as("another user").contains("3");
        String batch = client.post()
                .uri("/recommendations/batch")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"users\": [\"ann\", \"dan\"]}")
                .exchange()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(JsonPath.<List<String>>read(batch, "$.results[0].items[*].itemId"))
                .containsExactly("2", "3", "1");

        post(idOf("ann"), "{\"type\": \"clicked\", \"itemId\": \"1\"}", 200);
        assertThat(recommended("ann")).containsExactly("1", "2", "3");
    }

    private void rate(String user, String item) {
        ratings.put(new NewRating(user, item, 4, TIME));
    }

    /** In that many further lists. */
    private void show(String user, String item, int times) {
        jdbc.sql("""
                        insert into recommendation_events (day, recommendation, item_id, type, user_id, model, occurred_at)
                        select current_date, gen_random_uuid(), i.id, 'shown', u.id, 'popularity', now()
                        from users u, items i, generate_series(1, ?) where u.external_id = ? and i.external_id = ?""").params(times, user, item).update();
    }

    private String idOf(String user) {
        return JsonPath.read(get("/users/" + user + "/recommendations"), "$.recommendationId");
    }

    private List<String> recommended(String user) {
        return JsonPath.read(get("/users/" + user + "/recommendations"), "$.items[*].itemId");
    }

    private String get(String uri) {
        String body = client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private String post(String list, String events, int status) {
        String body = client.post()
                .uri("/recommendations/{id}/events", list)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"events\": [" + events + "]}")
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }
}
