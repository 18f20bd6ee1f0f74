package dev.palate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.hostile.HostileRequests.Request;
import dev.palate.hostile.RawClient.Answer;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bad requests at every operation of the OpenAPI: none is answered with a 5xx, and every refusal is a problem with a type. */
@PalateIT
class HostileRequestsIT {

    private static final int WARM_UP = 500;
    private static final long MOST_GROWTH = 32L << 20;

    @Autowired
    private RestTestClient client;

    @Autowired
    private KeyIssuer issuer;

    @LocalServerPort
    private int port;

    @Test
    void areRefusedWithAProblem() throws IOException {
        assertThat(wrongAnswers(400, 1)).isEmpty();
    }

    /** What an operator's own attempts found: the actuator is not in the OpenAPI, and no generator thought of the others. */
    @Test
    void areRefusedWhereNoDescriptionLeads() throws IOException {
        Map<String, String> headers =
                Map.of("X-API-Key", issuer.issue("operator", Role.ADMIN, null).reveal());
        Map<String, String> json = new HashMap<>(headers);
        json.put("Content-Type", "application/json");
        Map<String, String> chunked = new HashMap<>(json);
        chunked.put("Transfer-Encoding", "chunked");
        Map<String, String> form = new HashMap<>(headers);
        form.put("Content-Type", "multipart/form-data; boundary=x");
        String nul = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\0.csv\"\r\n\r\nx\r\n--x--\r\n";
        RawClient sender = new RawClient(port);

        for (Request request : List.of(
                request("GET", "/actuator/health/..%2f..%2fapi-keys", headers, ""),
                request("GET", "/actuator/health/$%7Bjndi:ldap://x%7D", headers, ""),
                request("GET", "/actuator/health/nowhere", headers, ""),
                request("GET", "/actuator/metrics/nothing", headers, ""),
                request("POST", "/imports", form, nul),
                request("POST", "/ratings", chunked, "no length of a chunk\r\n"),
                request("POST", "/recommendations/batch", json, "{\"users\":[\"\\u0000\"]}"))) {
            Answer answer = sender.send(request);

            assertThat(isWrong(request, answer))
                    .as("%s: %s", request.line(), answer)
                    .isFalse();
        }
    }

    private static Request request(String method, String target, Map<String, String> headers, String body) {
        return new Request("by hand", method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Tag("slow")
    void inThousandsLeaveMemoryAsItWas() throws IOException {
        assertThat(wrongAnswers(WARM_UP, 2)).isEmpty();
        long before = liveBytes();
        List<String> wrong = wrongAnswers(6000, 3);
        long after = liveBytes();

        System.out.printf("heap in use: %d KB before, %d KB after%n", before >> 10, after >> 10);
        assertThat(wrong).isEmpty();
        assertThat(after - before).isLessThan(MOST_GROWTH);
    }

    private List<String> wrongAnswers(int count, long seed) throws IOException {
        String key = issuer.issue("tester " + seed, Role.ADMIN, null).reveal();
        HostileRequests requests = new HostileRequests(Operation.all(description(key)), seed);
        RawClient sender = new RawClient(port);
        List<String> wrong = new ArrayList<>();
        Map<String, Map<Integer, Integer>> table = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            Request request = requests.next(key);
            Answer answer = sender.send(request);
            table.computeIfAbsent(request.kind(), kind -> new TreeMap<>()).merge(answer.status(), 1, Integer::sum);
            if (isWrong(request, answer)) {
                wrong.add("%s [%s] %s: %d %s %s"
                        .formatted(
                                request.line(),
                                request.kind(),
                                request.headers(),
                                answer.status(),
                                answer.type(),
                                start(answer)));
            }
        }
        table.forEach((kind, statuses) -> System.out.println("hostile " + kind + " " + statuses));
        return wrong;
    }

    private JsonNode description(String key) {
        return new JsonMapper()
                .readTree(client.get()
                        .uri("/v3/api-docs")
                        .header("X-API-Key", key)
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody());
    }

    private static boolean isWrong(Request request, Answer answer) {
        boolean silent = request.method().equals("HEAD");
        boolean problem = answer.type().toLowerCase(Locale.ROOT).contains("application/problem+json")
                && answer.body().contains("https://palate.dev/problems/");
        return answer.status() < 200 || answer.status() >= 500 || (answer.status() >= 400 && !silent && !problem);
    }

    private static String start(Answer answer) {
        return answer.body().substring(0, Math.min(answer.body().length(), 300));
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
