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
import org.springframework.test.web.servlet.client.RestTestClient;

/** The policy over HTTP, in a service that does not check it. */
@PalateIT
class PolicyApiIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void forget() {
        jdbc.sql("update training_policy set policy = null").update();
    }

    @Test
    void isOffIfTheSettingSaysSoUntilARequestTurnsItOn() {
        assertThat(get())
                .containsEntry("enabled", false)
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
                "{\"algorithm\": \"magic\"} | algorithm | must be one of",
                "{\"every\": \"daily\"} | every | must be an ISO-8601 duration from PT1M to P3650D such as P1D, a cron",
                "{\"every\": \"P1M\"} | every | , but was 'P1M'",
                "{\"whenChanged\": 1.5} | whenChanged | must be from 0 to 1",
                "{\"whenChanged\": -0.1} | whenChanged | must be from 0 to 1",
                "{\"minimumInteractions\": 0} | minimumInteractions | must be from 1 to 1000000",
                "{\"minimumInteractions\": 2000000} | minimumInteractions | must be from 1 to 1000000",
                "{\"budget\": {\"trials\": 0}} | budget.trials | must be",
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
