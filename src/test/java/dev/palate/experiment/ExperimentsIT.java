package dev.palate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.training.StepAlgorithm;
import dev.palate.training.StepAlgorithmConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Version 1 is active, version 2 is not; there are 60 users. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(properties = {"palate.models.keep=1", "palate.jobs.poll=50ms"})
class ExperimentsIT {

    private static final String STEP = StepAlgorithm.NAME;
    private static final int USERS = 60;
    private static final String ARMS = """
            {"arms": [{"name": "plain", "share": 0.5}, {"name": "second", "share": 0.5, "model": "step", "version": 2}]}""";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Experiments experiments;

    @BeforeEach
    void twoVersions() {
        if (jdbc.sql("select count(*) from items").query(Integer.class).single() == 0) {
            jdbc.sql("""
                            insert into users (external_id) select g::text from generate_series(1, %d) g;
                            insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                            insert into ratings (user_id, item_id, value, rated_at)
                                select u.id, i.id, 1 + (u.id * 7 + i.id * 3) %% 5, now() from users u, items i
                                where (u.id + i.id) %% 2 = 0;
                            """.formatted(USERS)).update();
            train("always");
            train("never");
        }
        jdbc.sql("""
                        delete from recommendation_events;
                        delete from experiments;
                        update experiment_revision set revision = revision + 1;
                        """).update();
        experiments.refresh();
    }

    @Test
    void givesEachUserTheListOfTheArm() {
        create("home", ARMS, 201);

        Map<String, String> arms = arms("home");

        assertThat(Set.copyOf(arms.values())).containsExactlyInAnyOrder("plain", "second");
        // Five standard deviations of a fair draw of 60.
        assertThat(arms.values().stream().filter("second"::equals).count()).isBetween(11L, 49L);
        arms.forEach((user, arm) -> {
            String list = list(user, "?experiment=home&k=3");
            assertThat(JsonPath.<Integer>read(list, "$.version")).isEqualTo(arm.equals("second") ? 2 : 1);
            assertThat(JsonPath.<Map<String, Object>>read(list, "$.experiment"))
                    .isEqualTo(Map.of("name", "home", "arm", arm, "ended", false));
        });
        assertThat(list("1", "?k=3")).doesNotContain("experiment");
    }

    @Test
    void assignsTheSameUsersInAnotherProcessWithinTwoSeconds() {
        Experiments replica = beans.createBean(Experiments.class);
        ExperimentRefresher refresher = new ExperimentRefresher(replica);
        refresher.afterSingletonsInstantiated();
        create("home", ARMS, 201);
        Map<String, String> arms = arms("home");

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    refresher.follow();
                    assertThat(replica.all()).hasSize(1);
                });

        arms.forEach((user, arm) ->
                assertThat(replica.assign("home", user).arm().name()).isEqualTo(arm));
        // A process that starts later reads the same experiment.
        Experiments restarted = beans.createBean(Experiments.class);
        arms.forEach((user, arm) ->
                assertThat(restarted.assign("home", user).arm().name()).isEqualTo(arm));
    }

    @Test
    void revalidatesAListPerArm() {
        create("home", """
                {"arms": [{"name": "a", "share": 0.5}, {"name": "b", "share": 0.5}]}""", 201);
        String tag = tag("1", "?experiment=home");
        assertThat(client.get()
                        .uri("/users/1/recommendations?experiment=home")
                        .header(HttpHeaders.IF_NONE_MATCH, tag)
                        .exchange()
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .isEqualTo(304);
        assertThat(tag("1", "")).isNotEqualTo(tag);
        end("home", "{\"winner\": \"b\"}", 200);
        assertThat(tag("1", "?experiment=home")).isNotEqualTo(tag);
    }

    @Test
    void reportsWhatTheUsersOfEachArmDid() {
        create("home", ARMS, 201);
        Map<String, String> arms = arms("home");
        List<String> plain = users(arms, "plain").subList(0, 4);
        List<String> second = users(arms, "second").subList(0, 3);
        // Of the control: two users with one list without a click, one with two lists and one click, one with one of
        // each.
        String list = "?experiment=home&k=2";
        feedback(plain.get(0), list, "shown 1", "shown 2");
        feedback(plain.get(1), list, "shown 1", "shown 2");
        feedback(plain.get(2), list, "shown 1", "shown 2", "clicked 1");
        feedback(plain.get(2), list + "&offset=2", "shown 3", "shown 4", "clicked 5");
        feedback(plain.get(3), list, "shown 1", "shown 2", "clicked 2", "rated 2");
        // Of the treatment: 1 click, 2 clicks, and a rating only. The last user's list outside of the experiment does
        // not count.
        feedback(second.get(0), list, "shown 1", "shown 2", "clicked 1");
        feedback(second.get(1), list, "shown 1", "shown 2", "clicked 1", "clicked 2");
        feedback(second.get(2), list, "shown 1", "shown 2", "rated 1");
        feedback(second.get(2), "?k=2", "shown 1", "shown 2", "clicked 1");

        String report = report("home");

        assertThat(JsonPath.<List<Map<String, Object>>>read(report, "$.arms"))
                .containsExactly(
                        figures("plain", 4, 5, 10, 3, 1, 2 / 5.0, 2 / 10.0, 2 / 5.0, 2 / 4.0),
                        figures("second", 3, 3, 6, 3, 1, 3 / 3.0, 3 / 6.0, 3 / 3.0, 3 / 3.0));
        // Control 2/5, residuals -0.4, -0.4, 0.2, 0.6: 0.72 * 4/3 / 25 / 0.16 = 0.24. Treatment 1, residuals 0, 1, -1:
        // 2 * 3/2 / 9 = 1/3.
        double margin = 1.959964 * Math.sqrt(0.24 + 1 / 3.0);
        Map<String, Object> lift = JsonPath.read(report, "$.lifts[0]");
        assertThat(lift.get("arm")).isEqualTo("second");
        assertThat(number(lift.get("lift"))).isEqualTo(1.5, within(1e-9));
        assertThat(number(lift.get("low"))).isEqualTo(2.5 * Math.exp(-margin) - 1, within(1e-6));
        assertThat(number(lift.get("high"))).isEqualTo(2.5 * Math.exp(margin) - 1, within(1e-5));
        assertThat(lift.get("different")).isEqualTo(false);
        // 4 and 3 of 7 users: chi-square 1/7, p = 0.7055.
        assertThat(number(JsonPath.read(report, "$.sampleRatio.pValue"))).isEqualTo(0.7055, within(1e-4));
        assertThat(JsonPath.<Integer>read(report, "$.users")).isEqualTo(7);
        assertThat(JsonPath.<String>read(report, "$.conclusion.sentence"))
                .isEqualTo(
                        "Nothing can be concluded yet: plain has 4 users, 2 of them with a click; each arm needs at least 100"
                                + " users and 10 with a click.");
        assertThat(JsonPath.<Boolean>read(report, "$.complete")).isTrue();
        assertThat(JsonPath.<List<Object>>read(report, "$.days[0].arms"))
                .isEqualTo(JsonPath.<List<Object>>read(report, "$.arms"));
        assertThat(JsonPath.<List<Object>>read(report, "$.days[0].lifts"))
                .isEqualTo(JsonPath.<List<Object>>read(report, "$.lifts"));
    }

    @Test
    void countsWhatTheMetricSays() {
        for (String metric : List.of("click-through", "hit-rate", "user-hit-rate")) {
            create(metric, ARMS.replaceFirst("\\{", "{\"metric\": \"" + metric + "\", "), 201);
            Map<String, String> arms = arms(metric);
            feedback(users(arms, "plain").get(0), "?experiment=" + metric, "shown 1", "shown 2", "clicked 1");
            feedback(users(arms, "plain").get(1), "?experiment=" + metric, "shown 1", "shown 2", "rated 1");
            feedback(users(arms, "second").get(0), "?experiment=" + metric, "shown 1", "clicked 1");
            feedback(users(arms, "second").get(1), "?experiment=" + metric, "shown 1");
        }
        assertThat(JsonPath.<Double>read(report("click-through"), "$.lifts[0].lift"))
                .isEqualTo(1, within(1e-9));
        assertThat(JsonPath.<Double>read(report("hit-rate"), "$.lifts[0].lift")).isEqualTo(-0.5, within(1e-9));
        assertThat(JsonPath.<Double>read(report("user-hit-rate"), "$.lifts[0].lift"))
                .isEqualTo(-0.5, within(1e-9));
    }

    @Test
    void concludesFromManyUsers() {
        create("home", ARMS.replaceFirst("\\{", "{\"minimumLift\": 0.3, "), 201);
        int id = experiments.get("home").id();
        // Of 4,000 invented users, 30 % of the control click once and 39 % of the treatment.
        jdbc.sql("""
                        insert into recommendation_events
                            (day, recommendation, item_id, type, user_id, model, version, occurred_at, experiment, experiment_arm)
                        select (now() at time zone 'UTC')::date, md5(u || '-')::uuid, 1, t, 1000000 + u, 'step', 1, now(), ?, u % 2
                        from generate_series(0, 3999) u, unnest(array['shown', 'clicked']) t
                        where t = 'shown' or (u / 2) % 100 < case when u % 2 = 0 then 30 else 39 end""").param(id).update();

        String report = report("home");

        assertThat(JsonPath.<String>read(report, "$.conclusion.verdict")).isEqualTo("different");
        assertThat(JsonPath.<String>read(report, "$.conclusion.sentence"))
                .isEqualTo(
                        "second has 30 % more clicks per list than plain (95 % interval 19 % to 42 %): chance does not explain"
                                + " this difference.");
        assertThat(JsonPath.<Boolean>read(report, "$.lifts[0].different")).isTrue();
        assertThat(JsonPath.<Boolean>read(report, "$.days[0].lifts[0].different"))
                .isFalse();
    }

    @Test
    void forgetsAnErasedUser() {
        create("home", ARMS, 201);
        jdbc.sql("insert into users (external_id) values ('eve')").update();
        client.put()
                .uri("/users/eve/ratings/1")
                .body(Map.of("value", 5))
                .exchange()
                .expectStatus()
                .isOk();
        feedback("eve", "?experiment=home", "shown 2", "clicked 2");
        assertThat(JsonPath.<Integer>read(report("home"), "$.users")).isEqualTo(1);

        client.delete().uri("/users/eve").exchange().expectStatus().isNoContent();

        assertThat(JsonPath.<Integer>read(report("home"), "$.users")).isZero();
        assertThat(JsonPath.<List<Object>>read(report("home"), "$.days")).isEmpty();
    }

    @Test
    void saysWhatIsNoLongerStored() {
        create("home", ARMS, 201);
        jdbc.sql(
                        "update experiments set started_at = now() - interval '200 days'; update experiment_revision set revision = revision + 1")
                .update();
        experiments.refresh();

        String report = report("home");

        assertThat(JsonPath.<Boolean>read(report, "$.complete")).isFalse();
        assertThat(JsonPath.<String>read(report, "$.conclusion.sentence"))
                .endsWith("Events about lists before " + JsonPath.read(report, "$.from")
                        + " are no longer stored and not counted.");
    }

    @Test
    void endsWithAWinnerForAllUsersAndCountsTheirListsNoMore() {
        create("home", ARMS, 201);
        String user = users(arms("home"), "plain").get(0);
        String before = JsonPath.read(list(user, "?experiment=home"), "$.recommendationId");
        String ended = end("home", "{\"winner\": \"second\", \"reason\": \"12 % more clicks\"}", 200);
        assertThat(JsonPath.<String>read(ended, "$.state")).isEqualTo("ended");
        assertThat(JsonPath.<String>read(ended, "$.winner")).isEqualTo("second");
        assertThat(JsonPath.<String>read(ended, "$.reason")).isEqualTo("12 % more clicks");
        assertThat(Set.copyOf(arms("home").values())).containsExactly("second");
        assertThat(JsonPath.<Boolean>read(list(user, "?experiment=home"), "$.experiment.ended"))
                .isTrue();

        feedback(user, "?experiment=home", "shown 1");
        assertThat(JsonPath.<Integer>read(report("home"), "$.users")).isZero();
        record(before, "shown 1");
        assertThat(JsonPath.<Integer>read(report("home"), "$.arms[0].users")).isEqualTo(1);

        refused(client.post().uri("/experiments/home/end").exchange(), 409, "experiment-ended");
        refused(put("home", ARMS), 409, "experiment-ended");
        client.delete().uri("/experiments/home").exchange().expectStatus().isNoContent();
        refused(client.get().uri("/experiments/home").exchange(), 404, "unknown-experiment");
        refused(client.get().uri("/users/1/recommendations?experiment=home").exchange(), 404, "unknown-experiment");
    }

    @Test
    void neverChangesWhileItIsRunning() {
        create("home", ARMS, 201);
        String first = body(client.get().uri("/experiments/home").exchange());
        create("home", ARMS, 200);
        assertThat(body(client.get().uri("/experiments/home").exchange())).isEqualTo(first);
        refused(put("home", ARMS.replace("0.5}, ", "0.4}, ").replace("0.5, ", "0.6, ")), 409, "experiment-running");
        refused(client.delete().uri("/experiments/home").exchange(), 409, "experiment-running");
        refused(
                client.post()
                        .uri("/experiments/home/end")
                        .body(Map.of("winner", "third"))
                        .exchange(),
                400,
                "invalid-experiment");
        assertThat(JsonPath.<List<String>>read(
                        body(client.get().uri("/experiments").exchange()), "$.items[*].state"))
                .containsExactly("running");
    }

    @Test
    void holdsTheVersionsOfItsArms() {
        create("home", ARMS, 201);
        refused(client.delete().uri("/models/step/versions/2").exchange(), 409, "version-in-use");
        train("never");
        train("never");
        List<Integer> loadable = JsonPath.read(
                body(client.get().uri("/models/step/versions").exchange()),
                "$.items[?(@.checkpointBytes != null)].version");
        assertThat(loadable).contains(1, 2).hasSize(3);
        String user = users(arms("home"), "second").get(0);
        assertThat(JsonPath.<Integer>read(list(user, "?experiment=home"), "$.version"))
                .isEqualTo(2);
    }

    @Test
    void rejectsWhatNoExperimentCanBe() {
        for (String arms : List.of(
                "[{'name': 'a', 'share': 1}]",
                "[{'name': 'a', 'share': 0.5}, {'name': 'b', 'share': 0.4}]",
                "[{'name': 'a', 'share': 0.5}, {'name': 'a', 'share': 0.5}]",
                "[{'name': 'a', 'share': 0.5}, {'name': 'b', 'share': 0.5, 'version': 1}]",
                "[{'name': 'a', 'share': 0.5}, {'name': 'b', 'share': 0.5, 'model': 'step', 'scenario': 'x'}]",
                "[{'name': 'a', 'share': 0.5}, {'name': '', 'share': 0.5}]",
                "[{'name': 'a', 'share': 1.5}, {'name': 'b', 'share': -0.5}]",
                "[{'name': 'a', 'share': 0.5}, {'share': 0.5}]",
                "[{'name': 'a', 'share': 0.5}, null]",
                "[]",
                "null")) {
            put("bad", "{\"arms\": " + arms.replace('\'', '"') + "}")
                    .expectStatus()
                    .isBadRequest();
        }
        String six = IntStream.range(0, 6)
                .mapToObj("{\"name\": \"a%d\", \"share\": 0.16666667}"::formatted)
                .collect(Collectors.joining(","));
        put("bad", "{\"arms\": [" + six + "]}").expectStatus().isBadRequest();
        put("bad", ARMS.replaceFirst("\\{", "{\"metric\": \"money\", "))
                .expectStatus()
                .isBadRequest();
        put("bad", ARMS.replaceFirst("\\{", "{\"minimumLift\": 0, "))
                .expectStatus()
                .isBadRequest();
        put("no spaces", ARMS).expectStatus().isBadRequest();
        refused(put("bad", ARMS.replace("step", "none")), 404, "unknown-algorithm");
        refused(put("bad", ARMS.replace("2}", "99}")), 404, "unknown-model-version");
        refused(
                put("bad", ARMS.replace("\"model\": \"step\", \"version\": 2", "\"scenario\": \"none\"")),
                404,
                "unknown-scenario");
        assertThat(experiments.all()).isEmpty();
        create("home", ARMS, 201);
        refused(
                client.get()
                        .uri("/users/1/recommendations?experiment=home&model=step")
                        .exchange(),
                400,
                "invalid-request");
    }

    @Test
    void givesAnUnknownUserTheMostRatedItemsOutsideOfTheExperiment() {
        create("home", ARMS, 201);
        String list = body(client.get()
                .uri("/users/yet-unknown/recommendations?experiment=home&unknownUser=popular")
                .exchange());
        assertThat(list).doesNotContain("\"experiment\"").contains("popularity");
        record(JsonPath.read(list, "$.recommendationId"), "shown 1");
        assertThat(JsonPath.<Integer>read(report("home"), "$.users")).isZero();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Map<String, Object> figures(
            String arm, int users, int lists, int shown, int clicked, int rated, double... rates) {
        Map<String, Object> figures = new HashMap<>(Map.of(
                "arm", arm, "share", 0.5, "users", users, "lists", lists, "shown", shown, "clicked", clicked, "rated",
                rated));
        figures.put("clicksPerList", rates[0]);
        figures.put("clickThroughRate", rates[1]);
        figures.put("hitRate", rates[2]);
        figures.put("userHitRate", rates[3]);
        return figures;
    }

    /** Of each user. */
    private Map<String, String> arms(String experiment) {
        Map<String, String> arms = new HashMap<>();
        for (int user = 1; user <= USERS; user++) {
            String list = list(Integer.toString(user), "?k=1&experiment=" + experiment);
            arms.put(Integer.toString(user), JsonPath.read(list, "$.experiment.arm"));
        }
        return arms;
    }

    private static List<String> users(Map<String, String> arms, String arm) {
        return arms.keySet().stream()
                .filter(user -> arms.get(user).equals(arm))
                .sorted()
                .toList();
    }

    private void feedback(String user, String query, String... events) {
        record(JsonPath.read(list(user, query), "$.recommendationId"), events);
    }

    private void record(String id, String... events) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (String event : events) {
            String[] parts = event.split(" ", 2);
            entries.add(Map.of("type", parts[0], "itemId", parts[1]));
        }
        client.post()
                .uri("/recommendations/{id}/events", id)
                .body(Map.of("events", entries))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private String list(String user, String query) {
        return body(
                client.get().uri("/users/" + user + "/recommendations" + query).exchange());
    }

    private String tag(String user, String query) {
        return client.get()
                .uri("/users/" + user + "/recommendations" + query)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
    }

    private String report(String name) {
        return body(client.get().uri("/experiments/{name}/report", name).exchange());
    }

    private ResponseSpec put(String name, String body) {
        return client.put()
                .uri("/experiments/{name}", name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private void create(String name, String body, int status) {
        put(name, body).expectStatus().isEqualTo(status);
    }

    private String end(String name, String body, int status) {
        return client.post()
                .uri("/experiments/{name}/end", name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
    }

    private void train(String promote) {
        int before = succeeded();
        client.post()
                .uri("/models/{model}/train", STEP)
                .body(Map.of("epochs", 1, "promote", promote, "seed", before))
                .exchange()
                .expectStatus()
                .isAccepted();
        await().atMost(Duration.ofSeconds(30)).until(() -> succeeded() > before);
    }

    private int succeeded() {
        return jdbc.sql("select count(*) from jobs where state = 'SUCCEEDED'")
                .query(Integer.class)
                .single();
    }

    private static void refused(ResponseSpec response, int status, String type) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + type);
    }

    private static String body(ResponseSpec response) {
        return response.expectStatus().isOk().returnResult(String.class).getResponseBody();
    }
}
