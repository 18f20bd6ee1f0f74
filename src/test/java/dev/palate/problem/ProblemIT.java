package dev.palate.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateIT;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@PalateIT
@Import(ProblemIT.Failing.class)
class ProblemIT {

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /nowhere             | 404 | unknown-path",
                "GET    | /items/none          | 404 | unknown-item",
                "GET    | /users/none/ratings  | 404 | unknown-user",
                "POST   | /items/1             | 405 | method-not-allowed",
                "GET    | /items?page=-1       | 400 | invalid-request",
                "GET    | /items?size=1001     | 400 | invalid-request",
                "GET    | /items?size=many     | 400 | invalid-request",
                "GET    | /items/a%07b         | 400 | invalid-request",
                "DELETE | /items/none          | 404 | unknown-item",
                "GET    | /exports/failing/lock | 500 | internal-error",
            })
    void hasAStableType(HttpMethod method, String uri, int status, String slug) {
        client.method(method)
                .uri(URI.create(uri))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + slug)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {             | 400 | malformed-body         |",
                "application/json | ``            | 400 | malformed-body         |",
                "application/json | {\"title\":7, \"year\":\"soon\"} | 400 | invalid-request | year",
                "application/json | {\"title\":\"\"} | 400 | invalid-request     | title",
                "application/json | {\"year\":1990}  | 400 | invalid-request     | title",
                "application/json | {\"title\":\"a\",\"categories\":\"b\"} | 400 | invalid-request | categories",
                "application/json | {\"title\":\"a\",\"categories\":[\"\"]} | 400 | invalid-request | categories[0]",
                "text/plain       | hello         | 415 | unsupported-media-type |",
            })
    void saysWhichFieldOfABodyIsWrong(String type, String body, int status, String slug, String field) {
        var answer = client.put()
                .uri("/items/1")
                .contentType(MediaType.parseMediaType(type))
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + slug);
        if (field != null) {
            answer.jsonPath("$.errors[0].field").isEqualTo(field);
            answer.jsonPath("$.errors[0].message").isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, text/plain, Content-Type 'text/plain;charset=UTF-8' is not supported.",
        "PUT, application/x-www-form-urlencoded, Content-Type 'application/x-www-form-urlencoded' is not supported.",
        "PATCH, application/json, Method 'PATCH' is not supported.",
    })
    void saysWhatIsNotSupported(String method, String type, String detail) {
        client.method(HttpMethod.valueOf(method))
                .uri("/items/1")
                .contentType(MediaType.parseMediaType(type))
                .body("a=b".getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @Test
    void takesIdsWithASlash() {
        client.put()
                .uri(URI.create("/items/a%2Fb"))
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"title\":\"A\"}")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo("a/b");
    }

    @Test
    void refusesAFormThatIsNone() {
        client.post()
                .uri("/imports")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .body("no form".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .exists();
    }

    @Test
    void documentsItselfAsTheAnswerToEveryCall() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody()
                .jsonPath(
                        "$.paths['/items/{id}'].get.responses.default.content['application/problem+json'].schema.$ref")
                .isEqualTo("#/components/schemas/Problem");
    }

    @Test
    void standsForErrorsOutsideOfControllersToo() {
        client.get()
                .uri("/error")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void answersAClientThatAcceptsOnlySomethingElse() {
        client.get()
                .uri("/items")
                .accept(MediaType.IMAGE_PNG)
                .exchange()
                .expectStatus()
                .isEqualTo(406)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/not-acceptable");
    }

    @Test
    void saysWhenToComeBackWhileTheDatabaseIsAway() {
        client.get()
                .uri("/exports/failing/outage")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "2")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/database-unavailable");
    }

    @Test
    void keepsInternalsToItself() {
        client.get()
                .uri("/exports/failing/unforeseen")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("secret", "Exception"));
    }

    @Test
    void cutsAnAnswerThatBreaksInTheMiddle() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/exports/failing-late"))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @TestConfiguration
    @RestController
    static class Failing {

        @GetMapping("/exports/failing-late")
        void failLate(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[100]);
            response.flushBuffer();
            throw new IllegalStateException("too late");
        }

        @GetMapping("/exports/failing/{how}")
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "outage" ->
                    new CannotGetJdbcConnectionException(
                            "no", new java.sql.SQLTransientConnectionException("timed out"));
                case "lock" -> new CannotAcquireLockException("busy");
                default -> new IllegalStateException("a secret at 10.0.0.1");
            };
        }
    }
}
