package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The policy over HTTP, in a service that executes no job. */
@PalateIT
@TestPropertySource(properties = {"palate.training.concurrency=0", "palate.training-policy.check=1h"})
class PolicyApiIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PolicyCheck check;

    @AfterEach
    void forget() {
        jdbc.sql("""
                        update training_policy set policy = null, last_job = null, last_job_at = null;
                        delete from jobs;
                        delete from users;
                        """).update();
    }

    @Test
    void isOffIfTheSettingSaysSoUntilARequestTurnsItOn() {
        assertThat(get())
                .containsEntry("enabled", false)
                .containsEntry("algorithm", "auto")
                .containsEntry("budget", Map.of("minutes", 15.0))
                .containsEntry("every", "P1D")
                .containsEntry("whenChanged", 0.05)
                .containsEntry("afterImport", true)
                .containsEntry("minimumInteractions", 1000)
                .containsEntry("promote", "if-better")
                .containsEntry("lastJob", null)
                .containsEntry("nextDue", null)
                .containsEntry("state", "off: PUT /training-policy with {\"enabled\": true} turns it on");

        assertThat(put("{}")).containsEntry("enabled", true);

        assertThat(get()).containsEntry("state", "waiting: 0 of 1,000 interactions");
        assertThat(get().get("nextDue")).isNotNull();
    }

    @Test
    void replacesTheWholePolicy() {
        put("""
                {"enabled": false, "algorithm": "vae", "every": "0 0 3 * * *", "whenChanged": 0.1, "afterImport": false,
                 "minimumInteractions": 5, "budget": {"trials": 3, "minutes": 15}, "promote": "never"}
                """);

        assertThat(get())
                .containsEntry("enabled", false)
                .containsEntry("algorithm", "vae")
                .containsEntry("every", "0 0 3 * * *")
                .containsEntry("whenChanged", 0.1)
                .containsEntry("afterImport", false)
                .containsEntry("minimumInteractions", 5)
                .containsEntry("budget", Map.of("trials", 3, "minutes", 15))
                .containsEntry("promote", "never");

        put("{\"every\": \"PT6H\"}");

        assertThat(get())
                .containsEntry("enabled", true)
                .containsEntry("algorithm", PolicyDefaults.ALGORITHM)
                .containsEntry("every", "PT6H")
                .containsEntry("whenChanged", 0.05)
                .containsEntry("promote", "if-better");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"algorithm\": \"magic\"} | algorithm | must be one of auto, ",
                "{\"every\": \"daily\"} | every | must be an ISO-8601 duration from PT1M to P3650D such as P1D, a cron",
                "{\"every\": \"P1M\"} | every | , but was 'P1M'",
                "{\"whenChanged\": 1.5} | whenChanged | must be from 0 to 1",
                "{\"whenChanged\": -0.1} | whenChanged | must be from 0 to 1",
                "{\"minimumInteractions\": 0} | minimumInteractions | must be from 1 to 1000000",
                "{\"minimumInteractions\": 2000000} | minimumInteractions | must be from 1 to 1000000",
                "{\"algorithm\": \"vae\", \"budget\": {\"trials\": 0}} | budget.trials | must be",
                "{\"budget\": {\"minutes\": 0}} | budget.minutes | must be",
                "{\"budget\": {\"hours\": 1}} | budget.hours | ",
                "{\"algorithm\": \"popularity\", \"budget\": {}} | algorithm | has no hyper-parameter with a range to search",
                "{\"promote\": \"sometimes\"} | promote | must be one of if-better, always, never, but was 'sometimes'"
            })
    void refusesWrongFields(String body, String field, String message) {
        String problem = client.put()
                .uri("/training-policy")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .returnResult(String.class)
                .getResponseBody();

        assertThat(JsonPath.<String>read(problem, "$.type")).endsWith("/invalid-request");
        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field")).containsExactly(field);
        assertThat(JsonPath.<String>read(problem, "$.errors[0].message")).contains(message == null ? "" : message);
        assertThat(get()).containsEntry("enabled", false);
    }

    @Test
    void namesTheFieldThatWasMeant() {
        client.put()
                .uri("/training-policy")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"minimumInteraction\": 10}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(problem -> assertThat(problem).contains("minimumInteractions"));
    }

    @Test
    void choosesTheFirstModelWithinThreeMinutesAndThenUsesTheWholeBudget() {
        jdbc.sql("""
                        insert into users (external_id) values ('u');
                        insert into items (external_id, title) values ('i', 'Item');
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, 5, now() from users u, items i;
                        """).update();
        put("{\"minimumInteractions\": 1}");

        check.check();
        check.check();
        assertThat(orderedMinutes()).containsExactly(3.0);
        assertThat(get()).containsEntry("state", "a training job is waiting");

        jdbc.sql("update jobs set state = 'SUCCEEDED', ended_at = now()").update();
        check.check();
        assertThat(orderedMinutes()).containsExactly(3.0, 15.0);

        jdbc.sql("update jobs set state = 'SUCCEEDED', ended_at = now() where state = 'QUEUED'")
                .update();
        check.check();
        assertThat(orderedMinutes()).hasSize(2);
    }

    private List<Double> orderedMinutes() {
        return jdbc.sql("""
                        select (request -> 'budget' ->> 'minutes')::double precision
                        from training_jobs join jobs on id = job_id
                        where algorithm = 'auto' and reason is not null order by submitted_at""").query(Double.class).list();
    }

    private Map<String, Object> get() {
        return JsonPath.read(
                client.get()
                        .uri("/training-policy")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody(),
                "$");
    }

    private Map<String, Object> put(String body) {
        return JsonPath.read(
                client.put()
                        .uri("/training-policy")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody(),
                "$");
    }
}
