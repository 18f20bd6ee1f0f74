package dev.palate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.model.serving.ModelUnderTest;
import dev.palate.model.serving.Replica;
import dev.palate.training.StepAlgorithm;
import dev.palate.training.StepAlgorithmConfiguration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Version 1 is active, version 2 is not; there are 400 users. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(properties = {"palate.models.keep=1", "palate.jobs.poll=50ms"})
class TrafficSplitIT {

    private static final String STEP = StepAlgorithm.NAME;
    private static final int USERS = 400;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

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
        }
        jdbc.sql("""
                        update models set active_version = null;
                        delete from traffic_splits;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from recommendation_events;
                        """).update();
        train("always");
        train("never");
    }

    @AfterEach
    void endTheSplit() {
        client.delete().uri("/models/step/split").exchange();
    }

    @Test
    void answersItsShareOfTheUsersAndTheSameUsersEachTime() {
        split(0.25).expectStatus().isOk();

        Map<String, Integer> first = versions();

        // Five standard deviations of a fair draw of 400.
        assertThat(first.values().stream().filter(version -> version == 2).count() / (double) USERS)
                .isCloseTo(0.25, within(0.11));
        assertThat(first.values()).containsOnly(1, 2);
        assertThat(versions()).isEqualTo(first);
        for (String user : List.of("1", "2", "3", "4", "5", "6", "7", "8")) {
            assertThat(JsonPath.<Integer>read(list(user), "$.version")).isEqualTo(first.get(user));
        }
    }

    @Test
    void isFollowedByAnotherReplicaWithTheSameUsersWithinTwoSeconds() {
        try (Replica replica = new Replica(beans)) {
            replica.follow();
            split(0.5).expectStatus().isOk();

            await().atMost(Duration.ofSeconds(2))
                    .until(() -> replica.models().underTest(STEP).isPresent());
            ModelUnderTest test = replica.models().underTest(STEP).orElseThrow();
            versions().forEach((user, version) -> assertThat(test.answers(user)).isEqualTo(version == 2));

            client.delete().uri("/models/step/split").exchange().expectStatus().isNoContent();
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> replica.models().underTest(STEP).isEmpty());
        }
    }

    @Test
    void endsWhenItIsDeleted() {
        split(0.5).expectStatus().isOk();
        client.delete().uri("/models/step/split").exchange().expectStatus().isNoContent();

        assertThat(versions().values()).containsOnly(1);
        refused(client.get().uri("/models/step/split").exchange(), 404, "unknown-split");
        refused(client.get().uri("/models/step/split/results").exchange(), 404, "unknown-split");
        assertThat(JsonPath.<Integer>read(
                        body(client.get().uri("/models/splits").exchange()), "$.total"))
                .isZero();
        refused(client.delete().uri("/models/step/split").exchange(), 404, "unknown-split");
    }

    @Test
    void endsWhenTheVersionUnderTestIsActivated() {
        split(0.5).expectStatus().isOk();
        client.post()
                .uri("/models/step/versions/2/activate")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(versions().values()).containsOnly(2);
        refused(client.get().uri("/models/step/split").exchange(), 404, "unknown-split");
    }

    @Test
    void doesNotSplitVisitorsAndRequestsThatNameAVersion() {
        split(0.999).expectStatus().isOk();
        String visitor = body(client.post()
                .uri("/recommendations")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"ratings\": [{\"itemId\": \"1\", \"value\": 5}]}")
                .exchange());
        assertThat(JsonPath.<Integer>read(visitor, "$.version")).isEqualTo(1);
        assertThat(body(client.get()
                        .uri("/users/1/recommendations?model=step&version=1")
                        .exchange()))
                .contains("\"version\":1");
    }

    @Test
    void showsTheSplitAndKeepsItsStartTimeWhenTheShareChanges() {
        String started = JsonPath.read(body(split(0.1)), "$.startedAt");
        split(0.2).expectStatus().isOk();
        client.get()
                .uri("/models/step/split")
                .exchange()
                .expectBody()
                .jsonPath("$.algorithm")
                .isEqualTo(STEP)
                .jsonPath("$.version")
                .isEqualTo(2)
                .jsonPath("$.share")
                .isEqualTo(0.2)
                .jsonPath("$.startedAt")
                .isEqualTo(started);
    }

    @Test
    void preventsDeletionOfTheVersionUnderTest() {
        split(0.5).expectStatus().isOk();

        train("never");
        train("never");

        assertThat(JsonPath.<List<Integer>>read(
                        body(client.get().uri("/models/step/versions").exchange()),
                        "$.items[?(@.checkpointBytes != null)].version"))
                .containsExactly(4, 2, 1);
        refused(client.delete().uri("/models/step/versions/2").exchange(), 409, "version-under-test");
    }

    @Test
    void rejectsImpossibleSplits() {
        refused(split(1), 400, "invalid-request");
        refused(split(0), 400, "invalid-request");
        refused(put("/models/step/split", 1, 0.5), 409, "split-with-itself");
        refused(put("/models/step/split", 99, 0.5), 404, "unknown-model-version");
        refused(put("/models/none/split", 1, 0.5), 404, "unknown-algorithm");
    }

    @Test
    void comparesBothVersionsByTheFeedbackOnTheirRecommendations() {
        split(0.5).expectStatus().isOk();
        Map<String, Integer> versions = versions();
        versions.keySet().stream().limit(20).forEach(user -> shown(list(user)));

        List<Map<String, Object>> rows = JsonPath.read(
                body(client.get().uri("/models/comparison?online=true").exchange()), "$.online.versions");

        assertThat(rows)
                .extracting(row -> row.get("version") + " " + row.get("arm"))
                .containsExactly("2 test", "1 active");
        assertThat(rows.stream().mapToInt(row -> (Integer) row.get("shown")).sum())
                .isEqualTo(20);
        assertThat(JsonPath.<List<Integer>>read(
                        body(client.get().uri("/models/splits").exchange()), "$.items[*].version"))
                .containsExactly(2);
        String results = body(client.get().uri("/models/step/split/results").exchange());
        for (String figures : List.of("arms", "days")) {
            assertThat(JsonPath.<List<String>>read(results, "$." + figures + "[*].arm"))
                    .containsExactly("active", "test");
            for (String count : List.of("users", "answers", "shown")) {
                assertThat(JsonPath.<List<Integer>>read(results, "$." + figures + "[*]." + count).stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .as("%s of %s", count, figures)
                        .isEqualTo(20);
            }
        }
        assertThat(JsonPath.<List<Integer>>read(results, "$.arms[*].version")).containsExactly(1, 2);
        assertThat(JsonPath.<Double>read(results, "$.sampleRatio.expected")).isEqualTo(0.5);
        assertThat(JsonPath.<Double>read(results, "$.lift.difference")).isEqualTo(0.0);
    }

    private void shown(String list) {
        client.post()
                .uri("/recommendations/{id}/events", JsonPath.<String>read(list, "$.recommendationId"))
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"events\": [{\"type\": \"shown\", \"itemId\": \"1\"}]}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private String list(String user) {
        return body(client.get().uri("/users/{user}/recommendations?k=3", user).exchange());
    }

    /** The version that answers each user. */
    private Map<String, Integer> versions() {
        List<String> users =
                IntStream.rangeClosed(1, USERS).mapToObj(Integer::toString).toList();
        String body = body(client.post()
                .uri("/recommendations/batch")
                .body(Map.of("users", users, "k", 1))
                .exchange());
        Map<String, Integer> versions = new HashMap<>();
        for (Map<String, Object> result : JsonPath.<List<Map<String, Object>>>read(body, "$.results")) {
            versions.put((String) result.get("userId"), (Integer) result.get("version"));
        }
        assertThat(versions).hasSize(USERS);
        return versions;
    }

    private ResponseSpec split(double share) {
        return put("/models/step/split", 2, share);
    }

    private ResponseSpec put(String path, int version, double share) {
        return client.put()
                .uri(path)
                .body(Map.of("version", version, "share", share))
                .exchange();
    }

    private void train(String promote) {
        int before = succeeded();
        client.post()
                .uri("/models/step/train")
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

    private static void refused(ResponseSpec answer, int status, String type) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + type);
    }

    private static String body(ResponseSpec answer) {
        return answer.expectStatus().isOk().returnResult(String.class).getResponseBody();
    }
}
