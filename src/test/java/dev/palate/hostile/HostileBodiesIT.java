package dev.palate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Bodies that ask for much more work or a much longer response than they are long. */
@PalateIT
class HostileBodiesIT {

    private static final int MOST_RESPONSE = 200_000;

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/recommendations, ratings, {}, 10000",
                "/recommendations, ratings, null, 10000",
                "/recommendations/batch, users, null, 1000",
                "/recommendations/batch, users, `\"\"`, 1000",
                "/recommendations/x/events, events, {}, 1000",
                "/recommendations, exclude, null, 10000",
                "/recommendations, candidates, `\"a\"`, 10000",
                "/recommendations, category, `\"a\"`, 1000",
            })
    void aListIsCheckedForItsSizeFirst(String path, String field, String element, int limit) {
        String body = post(path, "{\"%s\":[%s]}".formatted(field, repeated(element, 300_000)), 400);

        List<String> messages = JsonPath.read(body, "$.errors[*].message");
        if (element.equals("{}") || element.equals("null")) {
            assertThat(messages).hasSize(100);
        } else {
            assertThat(messages).containsExactly("must have at most " + limit + " elements");
        }
    }

    @Test
    void aListHasAtMostAHundredProblems() {
        String ratings = "{\"ratings\":[" + repeated("{}", 9_000) + "]}";

        assertThat(JsonPath.<List<String>>read(post("/recommendations", ratings, 400), "$.errors[*].field"))
                .hasSize(100)
                .startsWith("ratings[0].itemId");
        String repeated = "{\"ratings\":[" + repeated("{\"itemId\":\"a\",\"value\":9}", 9_000) + "]}";
        assertThat(post("/recommendations", repeated, 400)).hasSizeLessThan(MOST_RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({"train, ''", "tune, ''", "train, hyperparameters", "train, split", "tune, budget"})
    void unknownFieldsAreNamedWithoutRepeatingTheKnownOnes(String action, String field) {
        String fields = "{"
                + IntStream.range(0, 200_000).mapToObj("\"%05x\":1"::formatted).collect(Collectors.joining(",")) + "}";
        String body = field.isEmpty() ? fields : "{\"" + field + "\":" + fields + "}";

        String response = post("/models/vae/" + action, body, 400);

        assertThat(JsonPath.<List<String>>read(response, "$.errors[*].field")).hasSize(100);
        assertThat(response.split("expected one of", -1)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aBodyOfTooManyValuesIsRefused() {
        assertThat(post("/models/vae/train", "{\"split\":{\"a\":" + "[[" + repeated("[]", 1_000_000) + "]]}}", 400))
                .contains("malformed-body");
        for (String path : List.of("/ratings", "/interactions")) {
            assertThat(post(path, "[" + repeated("[]", 1_000_000) + "]", 400)).hasSizeLessThan(MOST_RESPONSE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "recommendations, ratings, exclude",
        "recommendations, ratings, candidates",
        "recommendations, ratings, category",
        "recommendations/batch, users, exclude",
        "recommendations/batch, users, candidates",
        "recommendations/batch, users, category",
        "recommendations/batch, users, users",
        "recommendations/x/events, events, events",
        "recommendations, ratings, ratings",
    })
    void nullInAListIsAProblem(String path, String required, String field) {
        String others = required.equals(field) ? "" : "\"" + required + "\":[], ";
        String response = post("/" + path, "{%s\"%s\":[null]}".formatted(others, field), 400);

        assertThat(JsonPath.<List<String>>read(response, "$.errors[*].field")).contains(field + "[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "recommendations | {\"ratings\":[], \"k\":1, \"ratings\":[]} | ratings",
                "models/vae/train | {\"hyperparameters\":{\"epochs\":1, \"epochs\":2}} | hyperparameters.epochs",
                "recommendations | {\"ratings\":[{\"itemId\":\"1\"}, {\"itemId\":\"1\", \"itemId\":\"2\"}]} | ratings[1].itemId",
                "models/vae/train | {\"hyperparameters\":{\"a\\nb\":1, \"a\\nb\":2}} | `hyperparameters.a\nb`",
                "ratings | `{\"itemId\":\"1\", \"userId\":\"b\", \"userId\":\"c\"}` | [0].userId",
                "ratings | [{\"x\":[{\"y\":1}, {\"y\":1, \"y\":1}]}] | [0].x[1].y",
            })
    void aFieldThatIsGivenTwiceIsAProblem(String path, String body, String field) {
        String response = post("/" + path, body, 400);

        assertThat(JsonPath.<String>read(response, "$.errors[0].field")).isEqualTo(field);
        assertThat(JsonPath.<String>read(response, "$.errors[0].message")).isEqualTo("is given twice");
    }

    @Test
    void unknownFieldsOfAnInteractionTypeAreLimited() {
        String fields =
                IntStream.range(0, 200_000).mapToObj("\"%05x\":1"::formatted).collect(Collectors.joining(","));

        String response = client.put()
                .uri("/interaction-types/test")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"countsAs\":{" + fields + "}}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .returnResult(String.class)
                .getResponseBody();

        assertThat(response).isNotNull().hasSizeLessThan(MOST_RESPONSE);
    }

    @Test
    void nullAsACategoryOfAnItemIsAProblem() {
        client.put()
                .uri("/items/1")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"title\":\"a\",\"categories\":[null]}")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @ParameterizedTest
    @CsvSource({
        "/items",
        "/imports",
        "/training-jobs",
        "/models",
        "/models/vae/versions",
        "/models/vae/activations",
        "/api-keys",
        "/users/nobody/ratings",
        "/users/nobody/interactions",
        "/interaction-types"
    })
    void hugePageNumbersAreRefused(String path) {
        for (String page : List.of("1000001", "2147484", "2147483647", "99999999999")) {
            client.get()
                    .uri(path + "?size=1000&page=" + page)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
        int last = client.get()
                .uri(path + "?size=1000&page=1000000")
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
        assertThat(last).isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "/recommendations, application/json",
        "/ratings, application/json",
        "/interactions, application/json",
        "/imports, multipart/form-data; boundary=x"
    })
    void tooManyTrailerFieldsAreRefused(String path, String type) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "a: b\r\n".repeat(5000) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] status = socket.getInputStream().readNBytes(12);

            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    private String post(String path, String body, int status) {
        String response = client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        assertThat(response).isNotNull().hasSizeLessThan(MOST_RESPONSE);
        return response;
    }

    private static String repeated(String element, int times) {
        return (element + ",").repeat(times - 1) + element;
    }
}
