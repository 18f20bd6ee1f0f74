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
import java.util.List;
import java.util.Locale;
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
                "application/yaml | `title: A`    | 415 | unsupported-media-type |",
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
        "PUT, text/plain, 'The Content-Type text/plain;charset=UTF-8 is not allowed here; allowed: application/json.'",
        "PUT, application/x-www-form-urlencoded, 'The Content-Type application/x-www-form-urlencoded is not allowed here; allowed: application/json.'",
        "POST, application/json, 'POST is not allowed here; allowed: DELETE, GET, PATCH, PUT.'",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | /users/a/recommendations?kk=5  | ``   | kk   | is unknown; the nearest known name is k",
                "GET  | /users/a/recommendations?catgory=x | ``  | catgory | is unknown; the nearest known name is category",
                "GET  | /items?Page=1       | ``                  | Page    | is unknown; the nearest known name is page",
                "GET  | /items?page=1&page=2 | ``            | page    | takes one value, but is repeated",
                "GET  | /items/1?x=1        | ``                  | x       | is unknown; none is expected",
                "PUT  | /items/1            | {\"titel\":\"A\"}   | titel   | is unknown; the nearest known name is title",
                "POST | /recommendations    | {\"ratings\":[],\"ks\":1}  | ks | is unknown; the nearest known name is k",
                "POST | /recommendations/batch | {\"user\":[\"a\"]}  | user | is unknown; the nearest known name is users",
                "POST | /ratings            | [{\"userId\":\"a\",\"itemId\":\"1\",\"valeu\":1}] | [0].valeu | is unknown; the nearest known name is value",
                "PUT  | /users/a/ratings/1  | {\"value\":\"4.5\"}  | value | must be a number from 0.5 to 5, not the string \"4.5\"",
                "PUT  | /users/a/ratings/1  | {\"value\":[4]}      | value | must be a number from 0.5 to 5, not a list",
                "POST | /recommendations    | {\"ratings\":[],\"k\":[1]} | k | must be a whole number, not a list",
                "PUT  | /items/1            | {\"title\":\"A\",\"year\":\"soon\"} | year | must be a whole number, not a string",
                "PUT  | /items/1            | {\"title\":\"A\",\"year\":-1} | year | must be from 0 to 9999",
                "GET  | /items?size=0       | ``                  | size | must be from 1 to 1000",
                "GET  | /items?size=many    | ``                  | size | must be a whole number, not many",
                "GET  | /users/a/recommendations?k=0 | ``         | k    | must be from 1 to 1000",
                "GET  | /items/1/similar?k=0 | ``                 | k    | must be from 1 to 1000",
                "GET  | /users/a/recommendations?diversity=2 | `` | diversity | must be from 0 to 1",
                "POST | /imports            | {\"path\":\"x\",\"format\":\"xls\"} | format | must be auto, csv or ndjson",
                "POST | /imports            | {\"path\":\"x\",\"scaleMinimum\":1} | scaleMinimum | and scaleMaximum belong together, and scaleMinimum is the lower one",
            })
    void saysWhatWouldBeRight(HttpMethod method, String uri, String body, String field, String message) {
        client.method(method)
                .uri(uri)
                .headers(headers -> {
                    headers.setContentType(MediaType.APPLICATION_JSON);
                    headers.setAcceptLanguageAsLocales(List.of(Locale.GERMAN));
                })
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .isEqualTo(message);
    }

    @Test
    void explainsASlashAtTheEndOfThePath() {
        client.get()
                .uri("/items/")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is nothing at /items/. Leave out the slash at the end of the path.");
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
                .jsonPath("$.paths['/items/{id}'].get.responses.default.$ref")
                .isEqualTo("#/components/responses/Other")
                .jsonPath("$.components.responses.Other.content['application/problem+json'].schema.$ref")
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
