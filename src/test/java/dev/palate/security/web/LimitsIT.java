package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
@TestPropertySource(
        properties = {
            "palate.limits.body=2KB",
            "palate.ratings.batch-limit=10",
            "spring.servlet.multipart.max-file-size=1KB",
            "spring.servlet.multipart.max-request-size=2KB",
            "server.max-http-request-header-size=2KB",
        })
class LimitsIT {

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "/items?size=1001, 400, invalid-request",
        "/users/1/recommendations?k=1001, 400, invalid-request",
        "/users/1/recommendations?offset=100001, 400, invalid-request",
    })
    void ofListsAreSaid(String path, int status, String slug) {
        expectProblem(client.get().uri(path).exchange(), status, slug);
    }

    @ParameterizedTest
    @CsvSource({"GET, /users/1/recommendations?k=3", "POST, /recommendations", "POST, /ratings", "GET, /imports"})
    void aFormIsTakenForAnImportAlone(String method, String path) {
        expectProblem(
                client.method(HttpMethod.valueOf(method))
                        .uri(path)
                        .contentType(MediaType.parseMediaType("multipart/form-data; boundary=x"))
                        .body("--x\r\nContent-Disposition: form-data; name=\"k\"\r\n\r\n2\r\n--x--\r\n")
                        .exchange(),
                415,
                "unsupported-media-type");
    }

    @Test
    void ofABodyHoldWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        String large = "{\"title\": \"" + "x".repeat(3000) + "\"}";

        expectProblem(put(BodyPublishers.ofString(large)), 413, "too-large");
        expectProblem(
                put(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))),
                413,
                "too-large");
    }

    @Test
    void ofABatchOfRatings() {
        String batch = "["
                + "{\"userId\": \"1\", \"itemId\": \"1\", \"value\": 1},"
                        .repeat(11)
                        .replaceFirst(",$", "]");

        expectProblem(
                client.post()
                        .uri("/ratings")
                        .header("Content-Type", "application/json")
                        .body(batch)
                        .exchange(),
                413,
                "too-many-ratings");
    }

    @Test
    void ofAnUpload() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n"
                + "1,1,1\n".repeat(250) + "\r\n--x--\r\n";

        expectProblem(
                send(HttpRequest.newBuilder(address("/imports"))
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(form))
                        .build()),
                413,
                "too-large");
    }

    @Test
    void ofHeaders() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address("/items"))
                .header("X-Long", "x".repeat(3000))
                .build());

        expectProblem(answer, 400, "invalid-request");
    }

    private HttpResponse<String> put(BodyPublisher body) throws Exception {
        return send(HttpRequest.newBuilder(address("/items/1"))
                .header("Content-Type", "application/json")
                .PUT(body)
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static void expectProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("https://palate.dev/problems/" + slug);
    }

    private static void expectProblem(RestTestClient.ResponseSpec answer, int status, String slug) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/" + slug);
    }
}
