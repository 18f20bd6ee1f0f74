package dev.palate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Every id reaches its own user and item over HTTP, with each method, when it is percent-encoded. */
@PalateIT
class IdsIT {

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R&D/2024",
                "50%",
                "%2F",
                "%5C",
                " lead",
                "trail ",
                "two  blanks",
                " ",
                "jos\u00e9",
                "jose\u0301",
                "\ud83c\udfb8",
                ".",
                "..",
                "...",
                "../up",
                "a/./b",
                "m;n",
                ";m=n;o",
                "what?",
                "#1",
                "one+two",
                "CORP\\bob",
                "\\",
                "//",
                "/",
                "end/",
                "a&b=c",
                "say \"hi\"",
                "o'neil",
                "x,y",
                "{id}",
                "*",
                "~",
                "\u00a0",
                "\u2028",
                "\u202eabc",
                "null"
            })
    void isItsOwnUserAndItem(String id) throws Exception {
        String path = encoded(id);
        assertThat(send("PUT", "/items/" + path, "{\"title\": \"T\"}").statusCode())
                .isEqualTo(201);
        assertThat(catalogue.get(id).title()).isEqualTo("T");
        assertThat(send("GET", "/items/" + path, null).statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/users/" + path + "/ratings/" + path, "{\"value\": 4}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(jdbc.sql("select external_id from users").query(String.class).list())
                .containsExactly(id);
        assertThat(send("GET", "/users/" + path + "/ratings", null).body()).contains("\"total\":1");
        assertThat(send("GET", "/users/" + path + "/recommendations", null).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/items/" + path + "/similar", null).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/exports/users/" + path + "/ratings.csv", null).statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "/users/" + path + "/ratings/" + path, null).statusCode())
                .isEqualTo(204);
        assertThat(send(
                                "POST",
                                "/interactions",
                                new JsonMapper()
                                        .writeValueAsString(
                                                List.of(Map.of("userId", id, "itemId", id, "type", "view", "id", id))))
                        .body())
                .contains("\"written\":1");
        assertThat(send("GET", "/users/" + path + "/interactions", null).body()).contains("\"total\":1");
        assertThat(send("DELETE", "/users/" + path + "/interactions/" + path, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("PUT", "/interaction-types/" + path, "{\"countsAs\": 4}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("GET", "/interaction-types/" + path, null).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/interaction-types/" + path, null).statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/users/" + path, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/items/" + path, null).statusCode()).isEqualTo(204);
        assertThat(jdbc.sql("select count(*) from users").query(Long.class).single())
                .isZero();
        assertThat(catalogue.snapshot().find(id)).isEmpty();
    }

    @Test
    void takesPlainDotsForAnId() throws Exception {
        assertThat(raw("PUT /items/.. HTTP/1.1", "{\"title\": \"Dots\"}")).startsWith("HTTP/1.1 201");
        assertThat(catalogue.get("..").title()).isEqualTo("Dots");
        assertThat(raw("PUT /users/./ratings/.. HTTP/1.1", "{\"value\": 4}")).startsWith("HTTP/1.1 200");
        assertThat(raw("GET /items/../api-keys HTTP/1.1", "")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET /users/../actuator/metrics HTTP/1.1", "")).startsWith("HTTP/1.1 404");
        assertThat(raw("DELETE /users/. HTTP/1.1", "")).startsWith("HTTP/1.1 204");
        assertThat(raw("DELETE /items/.. HTTP/1.1", "")).startsWith("HTTP/1.1 204");
        assertThat(catalogue.snapshot().find("..")).isEmpty();
    }

    /** A request as it is: clients remove segments of dots from a path. */
    private String raw(String line, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = line
                    + "\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void takesAPlainSemicolonForAPartOfTheId() throws Exception {
        send("PUT", "/items/pen", "{\"title\": \"Pen\"}");

        assertThat(send("PUT", "/items/pen;red", "{\"title\": \"Red pen\"}").statusCode())
                .isEqualTo(201);
        assertThat(catalogue.get("pen;red").title()).isEqualTo("Red pen");
        assertThat(catalogue.get("pen").title()).isEqualTo("Pen");
        assertThat(send("DELETE", "/items/pen;red", null).statusCode()).isEqualTo(204);
        assertThat(catalogue.snapshot().find("pen")).isPresent();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
    }
}
