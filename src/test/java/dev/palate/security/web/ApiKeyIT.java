package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A service without keys becomes one that demands keys: the tests depend on their order. */
@PalateIT
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiKeyIT {

    private static String admin = "";

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    record Made(String id, String key) {}

    @Test
    @Order(1)
    void isOpenToThisMachineWhileThereIsNoKey() {
        client.get().uri("/items").exchange().expectStatus().isOk();
    }

    @Test
    @Order(1)
    void leadsFromTheRootToTheDescriptionOfTheCalls() {
        client.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "swagger-ui.html");
    }

    @Test
    @Order(1)
    void leadsABrowserFromTheRootToTheConsole() {
        client.get()
                .uri("/")
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange()
                .expectStatus()
                .isFound()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "console/");
    }

    @Test
    @Order(1)
    void tellsACallerWithoutAKeyThatAccessIsOpen() {
        client.get()
                .uri("/caller")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.access")
                .isEqualTo("open")
                .jsonPath("$.keyId")
                .isEqualTo(null)
                .jsonPath("$.name")
                .isEqualTo(null)
                .jsonPath("$.role")
                .isEqualTo("admin")
                .jsonPath("$.roles.length()")
                .isEqualTo(5);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"document, true", "iframe, false", "empty, false"})
    void letsLinksOfOtherSitesOpenTheConsoleAndNothingElse(String destination, boolean opens) {
        client.get()
                .uri("/console/")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", destination)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status != 403).isEqualTo(opens));
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "X-Forwarded-For, 10.0.0.1",
        "X-Forwarded-Host, palate.example",
        "Forwarded, for=10.0.0.1",
        "X-Client-IP, 8.8.8.8",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void isOpenToNobodyWhoComesByADetour(String header, String value) {
        problem(client.get().uri("/items").header(header, value).exchange(), 403, "local-only");
    }

    @Test
    @Order(3)
    void rejectsAnUnknownKeyEvenWhileItIsOpen() {
        problem(get("/items", "palate_nonsense"), 401, "invalid-api-key");
    }

    @Test
    @Order(4)
    void rejectsAFirstKeyWithoutTheRoleAdmin() {
        problem(post(null, Map.of("name", "web shop", "role", "read")), 409, "first-key-not-admin");
    }

    @Test
    @Order(5)
    void showsAKeyOnce() {
        admin = made(post(null, Map.of("name", "operator", "role", "admin"))).key();

        assertThat(admin).matches("palate_[0-9a-f]{16}_[0-9a-f]{64}");
        get("/api-keys", admin)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains(admin.substring(7, 23)).doesNotContain(admin.substring(24)));
        assertThat(jdbc.sql("select encode(sha256, 'hex') from api_keys")
                        .query(String.class)
                        .single())
                .isNotEqualTo(admin.substring(24));
    }

    @Test
    @Order(6)
    void isClosedAfterTheFirstKeyAndExplainsHowToCall() {
        problem(client.get().uri("/items").exchange(), 401, "missing-api-key")
                .expectHeader()
                .exists(HttpHeaders.WWW_AUTHENTICATE);
        problem(client.get().uri("/nowhere").exchange(), 401, "missing-api-key");
        problem(client.get().uri("/actuator/health").exchange(), 401, "missing-api-key");
    }

    @Test
    @Order(6)
    void explainsAtTheRootHowToReadTheDescriptionWithAKey() {
        client.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("X-API-Key", "palate.security.public-description=true"));
        get("/", admin).expectStatus().isFound();
    }

    @Test
    @Order(6)
    void answersProbesWithoutDetails() {
        client.get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components")
                .doesNotExist();
    }

    @Test
    @Order(6)
    void showsTheComponentsOfItsHealthToAReader() {
        get("/actuator/health", admin)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.db.status")
                .isEqualTo("UP");
    }

    @Test
    @Order(6)
    void tellsACallerItsKeyAndRole() {
        Made metrics = made(post(admin, Map.of("name", "Prometheus \u00fc<b>", "role", "metrics")));

        get("/caller", metrics.key())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.access")
                .isEqualTo("key")
                .jsonPath("$.keyId")
                .isEqualTo(metrics.id())
                .jsonPath("$.name")
                .isEqualTo("Prometheus \u00fc<b>")
                .jsonPath("$.role")
                .isEqualTo("metrics")
                .jsonPath("$.roles.length()")
                .isEqualTo(1);
        problem(client.get().uri("/caller").exchange(), 401, "missing-api-key");
    }

    @Test
    @Order(6)
    void opensTheConsoleWithoutAKey() {
        client.get()
                .uri("/console/main.js")
                .header("Sec-Fetch-Site", "cross-site")
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isNotIn(401, 403));
    }

    @Test
    @Order(6)
    void acceptsABearerToken() {
        client.get()
                .uri("/items")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + admin)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    @Order(6)
    void distinguishesMissingFromForbidden() {
        String reader =
                made(post(admin, Map.of("name", "web shop", "role", "read"))).key();

        problem(get("/api-keys", reader), 403, "insufficient-role");
        problem(get("/nowhere", reader), 404, "unknown-path");
        problem(client.put().uri("/api-keys").header(ApiKeyFilter.HEADER, admin).exchange(), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @Order(6)
    @CsvSource({
        "'', read, , name",
        "a, king, , role",
        "a, , , role",
        "a, read, 2020-01-01T00:00:00Z, expiresAt",
        "a, read, soon, expiresAt",
        "a, read, +999999999-12-31T23:59:59Z, expiresAt",
    })
    void saysWhatIsWrongWithAWantedKey(String name, String role, String expiresAt, String field) {
        Map<String, Object> wanted = new HashMap<>(Map.of("name", name));
        wanted.put("role", role);
        wanted.put("expiresAt", expiresAt);
        problem(post(admin, wanted), 400, "invalid-request")
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    @Order(6)
    void rejectsAKeyWithAMisspeltExpiry() {
        problem(post(admin, Map.of("name", "a", "role", "read", "days", 30)), 400, "invalid-request")
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("days");
    }

    @Test
    @Order(6)
    void rejectsARevokedKey() {
        Made key = made(post(admin, Map.of("name", "gone soon", "role", "write")));
        get("/items", key.key()).expectStatus().isOk();

        for (int time = 0; time < 2; time++) {
            client.delete()
                    .uri("/api-keys/" + key.id())
                    .header(ApiKeyFilter.HEADER, admin)
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        }

        problem(get("/items", key.key()), 401, "invalid-api-key");
        problem(
                client.delete()
                        .uri("/api-keys/none")
                        .header(ApiKeyFilter.HEADER, admin)
                        .exchange(),
                404,
                "unknown-api-key");
    }

    @Test
    @Order(6)
    void keepsResponsesOutOfSharedCachesAndForeignPages() {
        get("/items", admin)
                .expectHeader()
                .valueEquals("Cache-Control", "private, no-cache")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .exists("Content-Security-Policy");
    }

    @Test
    @Order(7)
    void staysClosedIfItsLastKeyIsRevoked() {
        String last = "/api-keys/" + admin.substring(7, 23);
        problem(client.delete().uri(last).header(ApiKeyFilter.HEADER, admin).exchange(), 409, "last-admin-key");
        client.delete()
                .uri(last + "?force=true")
                .header(ApiKeyFilter.HEADER, admin)
                .exchange()
                .expectStatus()
                .isNoContent();

        problem(client.get().uri("/items").exchange(), 401, "missing-api-key");
    }

    private ResponseSpec get(String path, String key) {
        return client.get().uri(path).header(ApiKeyFilter.HEADER, key).exchange();
    }

    private ResponseSpec post(String key, Map<String, Object> body) {
        return client.post()
                .uri("/api-keys")
                .headers(headers -> {
                    if (key != null) {
                        headers.set(ApiKeyFilter.HEADER, key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static Made made(ResponseSpec answer) {
        return answer.expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .returnResult(Made.class)
                .getResponseBody();
    }

    private static ResponseSpec problem(ResponseSpec answer, int status, String slug) {
        answer.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        answer.expectBody().jsonPath("$.type").isEqualTo("https://palate.dev/problems/" + slug);
        return answer;
    }
}
