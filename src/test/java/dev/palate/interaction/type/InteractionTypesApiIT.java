package dev.palate.interaction.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.rating.RatingScale;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

@PalateIT
class InteractionTypesApiIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private InteractionTypes types;

    @Autowired
    private InteractionTypeStore store;

    @Autowired
    private InteractionTypeEraser eraser;

    @Autowired
    private DefaultInteractionTypes defaults;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    /** As at the first start. */
    @AfterEach
    void resetTypes() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from interaction_types").update();
        jdbc.sql("update interaction_type_revision set revision = 0").update();
        defaults.create();
        types.refresh();
    }

    @Test
    void hasTheDefaultsAtTheFirstStart() {
        String list = get("/interaction-types", 200);

        assertThat(JsonPath.<List<Map<String, Object>>>read(list, "$.items"))
                .containsExactly(
                        response("cart", 4.0, "never", "positive"),
                        response("click", 3.0, "never", "positive"),
                        response("dislike", 0.5, "always", "negative"),
                        response("hide", null, "always", "negative"),
                        response("like", 4.5, "always", "positive"),
                        response("purchase", 5.0, "always", "positive"),
                        response("view", 3.0, "never", "positive"));
    }

    @Test
    void aDeletedDefaultStaysDeleted() {
        client.delete().uri("/interaction-types/hide").exchange().expectStatus().isNoContent();

        defaults.create();

        assertThat(get("/interaction-types/hide", 404))
                .contains("unknown-interaction-type", "cart, click, dislike, like, purchase, view");
    }

    @Test
    void mapsTheDefaultsToAnotherScaleUntilAnOperatorChangesThem() {
        createOnScale(1, 100);
        assertThat(countsAs()).containsExactly(78.0, 56.0, 1.0, null, 89.0, 100.0, 56.0);
        createOnScale(-10, 10);
        assertThat(countsAs()).containsExactly(5.55556, 1.11111, -10.0, null, 7.77778, 10.0, 1.11111);

        types.refresh();
        put("view", "{\"countsAs\": 2}", 200);
        createOnScale(1, 100);

        assertThat(countsAs()).containsExactly(5.55556, 1.11111, -10.0, null, 7.77778, 10.0, 2.0);
    }

    @Test
    void createsReplacesAndReturnsAType() {
        String body = "{\"countsAs\": 4.5, \"halfLife\": \"P180D\", \"excludes\": \"P30D\", \"signal\": \"positive\"}";

        String created = put("subscribe to", body, 201);
        long revision = types.snapshot().revision();

        assertThat(created)
                .isEqualTo("{\"name\":\"subscribe to\",\"countsAs\":4.5,\"halfLife\":\"P180D\",\"excludes\":\"P30D\","
                        + "\"signal\":\"positive\"}");
        assertThat(put("subscribe to", body, 200)).isEqualTo(created);
        assertThat(types.snapshot().revision()).as("nothing changed").isEqualTo(revision);
        assertThat(get("/interaction-types/subscribe%20to", 200)).isEqualTo(created);
        assertThat(put("subscribe to", "{\"countsAs\": null, \"excludes\": \"PT36H\"}", 200))
                .isEqualTo("{\"name\":\"subscribe to\",\"countsAs\":null,\"halfLife\":null,\"excludes\":\"PT36H\","
                        + "\"signal\":\"positive\"}");
        assertThat(types.snapshot().revision()).isGreaterThan(revision);
    }

    @Test
    void returnsAScaleAsItWasPut() {
        String linear = "{\"scale\":\"linear\",\"from\":0.0,\"to\":60.0,\"least\":1.0,\"most\":5.0}";
        String log = "{\"scale\":\"log\",\"from\":1.0,\"to\":1000.0,\"least\":2.5,\"most\":4.5}";

        assertThat(put("watch", "{\"countsAs\":" + linear + "}", 201)).contains("\"countsAs\":" + linear);
        assertThat(put("watch", "{\"countsAs\":" + log + "}", 200)).contains("\"countsAs\":" + log);
    }

    @Test
    void takesQuantilesFromTheStoredInteractions() {
        String body = "{\"countsAs\":{\"scale\":\"quantile\",\"least\":2,\"most\":5}}";
        assertThat(JsonPath.<List<Double>>read(put("play", body, 201), "$.countsAs.limits"))
                .containsExactly(2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0);
        IntStream.rangeClosed(1, 100).forEach(n -> store("play", "user-" + n, "1", n));

        List<Double> deciles = List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0);
        assertThat(JsonPath.<List<Double>>read(put("play", body, 200), "$.countsAs.limits"))
                .isEqualTo(deciles);

        jdbc.sql("update interactions set value = least(value, 3)").update();
        long revision = types.snapshot().revision();
        types.refreshQuantiles("play");
        assertThat(limits("play")).containsExactly(3.0);
        assertThat(types.snapshot().revision()).isGreaterThan(revision);
        jdbc.sql("update interactions set value = 7").update();
        types.refreshQuantiles("play");
        assertThat(limits("play")).containsExactly(7.0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | countsAs | is missing; null means",
                "{\"countsAs\": 6} | countsAs | must be a number from 0.5 to 5, an object with a scale, or null, not 6",
                "{\"countsAs\": \"5\"} | countsAs | not \"5\"",
                "{\"countsAs\": 5, \"halflife\": \"P1D\"} | halflife | the nearest known name is halfLife",
                "{\"countsAs\": 5, \"halfLife\": \"P1M\"} | halfLife | such as P30D or PT12H, at most P36500D, not P1M",
                "{\"countsAs\": 5, \"halfLife\": \"P0D\"} | halfLife | must be null or a duration",
                "{\"countsAs\": 5, \"halfLife\": \"-P1D\"} | halfLife | must be null or a duration",
                "{\"countsAs\": 5, \"halfLife\": \"P99999999999999999999D\"} | halfLife | at most P36500D",
                "{\"countsAs\": 1, \"halfLife\": \"P1D\", \"signal\": \"negative\"} | halfLife | must be null for a negative type",
                "{\"countsAs\": null, \"halfLife\": \"P1D\"} | halfLife | must be null for a type that represents no preference",
                "{\"countsAs\": 5, \"excludes\": \"forever\"} | excludes | must be always, never or a duration",
                "{\"countsAs\": 5, \"signal\": \"good\"} | signal | must be one of [positive, negative]",
                "{\"countsAs\": {}} | countsAs.scale | is missing; it is one of [linear, log, quantile]",
                "{\"countsAs\": {\"scale\": \"cubic\"}} | countsAs.scale | must be one of [linear, log, quantile], not \"cubic\"",
                "{\"countsAs\": {\"scale\": \"log\", \"form\": 1}} | countsAs.form | the nearest known name is from",
                "{\"countsAs\": {\"scale\": \"linear\", \"to\": 5, \"least\": 1, \"most\": 5}} | countsAs.from | must be a number; it is missing",
                "{\"countsAs\": {\"scale\": \"linear\", \"from\": 5, \"to\": 5, \"least\": 1, \"most\": 5}} | countsAs.from | must be less than to",
                "{\"countsAs\": {\"scale\": \"linear\", \"from\": 1, \"to\": 1e300, \"least\": 1, \"most\": 5}} | countsAs.to | must be a number",
                "{\"countsAs\": {\"scale\": \"log\", \"from\": 0, \"to\": 5, \"least\": 1, \"most\": 5}} | countsAs.from | must be greater than 0",
                "{\"countsAs\": {\"scale\": \"log\", \"from\": 1, \"to\": 5, \"least\": 5, \"most\": 1}} | countsAs.least | must be less than most",
                "{\"countsAs\": {\"scale\": \"log\", \"from\": 1, \"to\": 5, \"least\": 1, \"most\": 5.5}} | countsAs.most | must be a number from 0.5 to 5",
                "{\"countsAs\": {\"scale\": \"quantile\", \"from\": 1, \"least\": 1, \"most\": 5}} | countsAs.from | does not belong to a quantile scale",
            })
    void namesEveryWrongField(String body, String field, String message) {
        String problem = put("test", body, 400);

        List<String> messages = JsonPath.read(problem, "$.errors[?(@.field=='" + field + "')].message");
        assertThat(messages).singleElement().asString().contains(message);
    }

    @Test
    void refusesALongName() {
        put("x".repeat(51), "{\"countsAs\": 5}", 400);
        put("x".repeat(50), "{\"countsAs\": 5}", 201);
    }

    @Test
    void deletesATypeInUseOnlyWithItsInteractions() {
        store("view", "ann", "1", 1);
        store("cart", "ann", "1", 1);
        store("cart", "bob", "1", 1);
        long ann = revision("ann");
        long bob = revision("bob");

        assertThat(delete("/interaction-types/view", 409)).contains("interaction-type-in-use", "?force=true");
        delete("/interaction-types/view?force=true", 204);

        assertThat(get("/interaction-types/view", 404)).contains("unknown-interaction-type");
        delete("/interaction-types/view?force=true", 404);
        assertThat(interactions()).isEqualTo(2);
        assertThat(revision("ann")).isGreaterThan(ann);
        assertThat(revision("bob")).isEqualTo(bob);
    }

    @Test
    void nothingUsesADeletedTypeWhileItsInteractionsAreErased() {
        store("cart", "ann", "1", 1);
        store("view", "ann", "1", 1);
        storeForUsers("view", 2500);
        long ann = revision("ann");

        Optional<Short> deleted = store.delete("view", true);
        types.refresh();

        assertThat(get("/interaction-types", 200)).doesNotContain("view");
        assertThat(get("/users/ann/interactions", 200))
                .contains("cart", "\"total\":1")
                .doesNotContain("view");
        assertThat(get("/exports/interactions.csv", 200)).hasLineCount(2);
        assertThat(get("/exports/preferences.csv", 200)).hasLineCount(2);
        put("view", "{\"countsAs\": 2}", 201);
        store("view", "ann", "1", 1);
        assertThat(store.eraseNextUsers(deleted.orElseThrow())).isTrue();
        assertThat(revision("ann")).isGreaterThan(ann);
        assertThat(interactions()).isEqualTo(1503);
        eraser.finish();

        assertThat(interactions()).isEqualTo(2);
        assertThat(store.eraseNextUsers(deleted.orElseThrow())).isFalse();
        assertThat(store.deletedTypes()).isEmpty();
        assertThat(get("/users/ann/interactions", 200)).contains("cart", "view");
    }

    @Test
    void takesQuantilesOfARareTypeFromItsFirstInteractions() {
        IntStream.rangeClosed(1, 10).forEach(n -> store("view", "user-" + n, "1", n));
        short view = jdbc.sql("select id from interaction_types where name = 'view'")
                .query(Short.class)
                .single();

        List<Double> limits = new QuantileLimits(jdbc, 0).of(view);

        assertThat(limits).containsExactly(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    }

    @Test
    void followsTheChangesOfOtherReplicasWithinTwoSeconds() {
        InteractionTypes replica = context.getAutowireCapableBeanFactory().createBean(InteractionTypes.class);

        replica.put(new InteractionType("play", Signal.POSITIVE, CountsAs.rating(4), null, InteractionType.NEVER));

        await().atMost(Duration.ofSeconds(2))
                .until(() -> types.snapshot().find("play").isPresent());
        replica.delete("play", false);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> types.snapshot().find("play").isEmpty());
    }

    private void createOnScale(float minimum, float maximum) {
        DefaultInteractionTypes onScale = new DefaultInteractionTypes(
                context.getBean(InteractionTypeRows.class), new RatingScale(minimum, maximum, 1));
        transaction.executeWithoutResult(status -> onScale.create());
    }

    private List<Double> countsAs() {
        return jdbc.sql("select counts_as from interaction_types order by name")
                .query(Double.class)
                .list();
    }

    private List<Double> limits(String type) {
        CountsAs countsAs = types.get(type).countsAs();
        assertThat(countsAs).isNotNull();
        return countsAs.bounds();
    }

    private void store(String type, String user, String item, float value) {
        jdbc.sql("insert into users (external_id) values (?) on conflict do nothing")
                .param(user)
                .update();
        jdbc.sql("insert into items (external_id, title) values (?, 'T') on conflict do nothing")
                .param(item)
                .update();
        jdbc.sql("""
                        insert into interactions (user_id, item_id, type_id, first_at, last_at, value)
                        select u.id, i.id, t.id, now(), now(), ? from users u, items i, interaction_types t
                        where u.external_id = ? and i.external_id = ? and t.name = ?""").params(value, user, item, type).update();
    }

    private void storeForUsers(String type, int users) {
        jdbc.sql("insert into users (external_id) select 'many-' || n from generate_series(1, ?) n")
                .param(users)
                .update();
        jdbc.sql("""
                        insert into interactions (user_id, item_id, type_id, first_at, last_at)
                        select u.id, i.id, t.id, now(), now() from users u, items i, interaction_types t
                        where u.external_id like 'many-%' and i.external_id = '1' and t.name = ?""").param(type).update();
    }

    private long interactions() {
        return jdbc.sql("select count(*) from interactions").query(Long.class).single();
    }

    private long revision(String user) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> response(String name, Double countsAs, String excludes, String signal) {
        Map<String, Object> response = new HashMap<>();
        response.put("name", name);
        response.put("countsAs", countsAs);
        response.put("halfLife", null);
        response.put("excludes", excludes);
        response.put("signal", signal);
        return response;
    }

    private String put(String name, String body, int status) {
        return body(
                client.put()
                        .uri("/interaction-types/{name}", name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange(),
                status);
    }

    private String get(String uri, int status) {
        return body(client.get().uri(URI.create(uri)).exchange(), status);
    }

    private String delete(String uri, int status) {
        return body(client.delete().uri(uri).exchange(), status);
    }

    private static String body(RestTestClient.ResponseSpec response, int status) {
        String body = response.expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        return body == null ? "" : body;
    }
}
