package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The log contains neither keys nor ratings nor ids of users, whether requests succeed or fail. */
@PalateIT
@Import(SilentLogIT.Failing.class)
@TestPropertySource(properties = {"logging.level.root=info", "logging.threshold.console=off"})
class SilentLogIT {

    private static final String USER = "user-Zq7Xw";
    private static final String RATING = "3.14159";
    private static final String FORGED = "palate_feedfacefeedface_" + "c0ffee".repeat(10) + "0000";

    @Autowired
    private RestTestClient client;

    @Autowired
    private KeyIssuer issuer;

    @LocalServerPort
    private int port;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Capture capture = new Capture();

    private final class Capture extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + event.getMDCPropertyMap() + trace);
        }
    }

    @BeforeEach
    void listen() {
        capture.start();
        root().addAppender(capture);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(capture);
    }

    @Test
    void containsNoKeyNoRatingAndNoUserId() throws Exception {
        String key = issuer.issue("operator", Role.ADMIN, null).reveal();
        call(HttpMethod.PUT, "/items/1", key, "{\"title\": \"One\"}");
        call(HttpMethod.PUT, "/users/" + USER + "/ratings/1", key, "{\"value\": " + RATING + "}");
        call(HttpMethod.PUT, "/users/" + USER + "/ratings/1", key, "{\"value\": \"" + RATING + USER + "\"}");
        call(HttpMethod.PUT, "/users/" + USER + "/ratings/1", key, "{\"value\": " + RATING);
        call(HttpMethod.GET, "/users/" + USER + "/recommendations?k=" + USER, key, "");
        call(HttpMethod.GET, "/users/" + USER + "/recommendations", key, "");
        call(HttpMethod.GET, "/users/" + USER + "/recommendations", FORGED, "");
        call(
                HttpMethod.POST,
                "/recommendations/" + USER + "/events",
                key,
                "{\"events\": [{\"type\": \"shown\", \"itemId\": \"" + USER + "\"}]}");
        call(HttpMethod.POST, "/ratings", key, "[{\"userId\": \"" + USER + "\", \"itemId\": \"9\", \"value\": 99}]");
        call(HttpMethod.PATCH, "/users/" + USER, key, "");
        call(HttpMethod.GET, "/exports/failing/" + USER, key, "");
        call(HttpMethod.GET, "/exports/violating/" + USER, key, "");
        call(HttpMethod.GET, "/users/..%2f" + USER + "%00", key, "");
        sendRaw("GET /users/" + USER + "|{}/ratings HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\n\r\n");
        sendRaw("GET /users/" + USER + " HTTP/1.1\r\nHost: local|" + USER + "\r\nX-API-Key : " + key + "\r\n\r\n");
        upload(USER + ".csv", key);
        call(HttpMethod.DELETE, "/users/" + USER, key, "");

        await().until(() -> lines.stream().anyMatch(line -> line.contains("Attempt 1 of import")));
        assertThat(lines)
                .as("the failures were logged")
                .anyMatch(line -> line.contains("/exports/failing/{id} failed"));
        String all = lines.stream().collect(Collectors.joining("\n"));
        assertThat(all).doesNotContain(USER, RATING, key, key.substring(24), FORGED, FORGED.substring(24));
    }

    private void upload(String name, String key) {
        client.post()
                .uri("/imports")
                .header("X-API-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=border")
                .body("--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\n\r\nuserId,itemId,rating\n" + USER + ",1,3\n\r\n--border--\r\n")
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    private void call(HttpMethod method, String path, String key, String body) {
        client.method(method)
                .uri(URI.create(path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .body(body)
                .exchange()
                .returnResult(String.class);
    }

    private void sendRaw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @TestConfiguration
    @RestController
    static class Failing {

        private final JdbcClient jdbc;

        Failing(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @GetMapping("/exports/failing/{id}")
        String fail(@PathVariable String id) {
            throw new IllegalStateException("stumbled on " + id, new IllegalArgumentException(RATING));
        }

        @GetMapping("/exports/violating/{id}")
        String violate(@PathVariable String id) {
            for (int time = 0; time < 2; time++) {
                jdbc.sql("insert into users (external_id) values (?)").param(id).update();
            }
            return "";
        }
    }
}
