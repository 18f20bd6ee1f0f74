package dev.palate.overload.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.palate.PalateIT;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A service with requests that wait for a lock of PostgreSQL, and with an upload that does not end. */
@PalateIT
@TestPropertySource(
        properties = {
            "palate.limits.concurrent=2",
            "palate.limits.queued=3",
            "palate.limits.wait-time=55s",
            "palate.limits.transfers=1",
            "palate.limits.uploads=1",
            "palate.limits.writers=1",
            // Too few for the queue: the service raises the number itself.
            "server.tomcat.threads.max=1",
        })
@Timeout(60)
class OverloadIT {

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void rejectsRequestsBeyondTheQueueAndRecovers() throws Exception {
        double before = refused("work");
        List<CompletableFuture<HttpResponse<String>>> stuck;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            lockUsers(connection, statement);
            stuck = Stream.generate(() -> send("/users/nobody/ratings"))
                    .limit(5)
                    .toList();
            await("working", 2);
            await("waiting", 3);
            // Each request at work has a connection; waiting requests have none.
            HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isLessThanOrEqualTo(4);

            HttpResponse<String> rejected = send("/users/nobody/ratings").join();

            assertThat(rejected.statusCode()).isEqualTo(429);
            assertThat(rejected.headers().firstValue("Retry-After")).contains("55");
            assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(rejected.body()).contains("https://palate.dev/problems/overloaded");
            assertThat(refused("work")).isEqualTo(before + 1);
            assertThat(status("/actuator/health/liveness")).isEqualTo(200);
            assertThat(status("/actuator/health/readiness")).isEqualTo(200);
            assertThat(status("/actuator/prometheus")).isEqualTo(200);
            assertThat(wrongKey().statusCode()).isEqualTo(401);
            connection.rollback();
        }

        assertThat(stuck)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(404));
        await("working", 0);
        await("waiting", 0);
        assertThat(status("/items")).isEqualTo(200);
    }

    @Test
    void uploadsHaveSlotsOfTheirOwn() throws Exception {
        try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = upload.getOutputStream();
            out.write(("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                            + "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
                            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n1,1,")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await("uploading", 1);

            HttpResponse<String> rejected = post("/imports");

            assertThat(rejected.statusCode()).isEqualTo(429);
            assertThat(rejected.headers().firstValue("Retry-After")).contains("10");
            assertThat(status("/items")).isEqualTo(200);
            assertThat(status("/exports/ratings.csv")).isEqualTo(200);
        }

        await("uploading", 0);
        await("transferring", 0);
    }

    @Test
    void writersThatWaitForALockLeaveReadersTheirSlots() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> writers;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users in share mode");
            writers = Stream.generate(() -> sendAsync("DELETE", "/users/nobody"))
                    .limit(4)
                    .toList();
            await("writing", 1);
            await("waiting-to-write", 3);

            assertThat(sendAsync("DELETE", "/users/nobody").join().statusCode()).isEqualTo(429);
            for (int n = 0; n < 10; n++) {
                assertThat(status("/users/nobody/ratings")).isEqualTo(404);
            }
            connection.rollback();
        }
        assertThat(writers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(404));
    }

    private static void lockUsers(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        statement.execute("lock table users in access exclusive mode");
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        return client.sendAsync(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> sendAsync(String method, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(address(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) {
        return sendAsync("POST", path).join();
    }

    private int status(String path) {
        return send(path).join().statusCode();
    }

    private HttpResponse<String> wrongKey() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address("/items"))
                .header("X-API-Key", "palate_0123456789abcdef_wrong")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until {@code count} requests are in the state; the time-out of the class bounds the wait. */
    private void await(String state, int count) {
        while (registry.get("palate.requests").tag("state", state).gauge().value() != count) {
            Thread.onSpinWait();
        }
    }

    private double refused(String kind) {
        return registry.get("palate.requests.refused")
                .tag("kind", kind)
                .counter()
                .count();
    }
}
