package dev.palate.overload.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A service that admits one request and has no queue: while a request is admitted, others are rejected. */
@PalateIT
@TestPropertySource(
        properties = {
            "palate.limits.concurrent=1",
            "palate.limits.queued=0",
            "palate.limits.wait-time=0s",
            "palate.limits.uploads=1",
            "palate.limits.query-time=1s",
            "palate.limits.body-time=300ms",
            "server.tomcat.connection-timeout=2s",
        })
@Timeout(60)
class TimeOutsIT {

    private static final String PUT = "PUT /items/1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aSlowStatementIsAProblemAndLeavesTheGate() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table users in access exclusive mode");

            HttpResponse<String> response = get("/users/nobody/ratings");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("2");
            assertThat(response.body()).contains("https://palate.dev/problems/database-timeout");
            connection.rollback();
        }
        assertThat(get("/users/nobody/ratings").statusCode()).isEqualTo(404);
    }

    @Test
    void aTricklingBodyIsAProblemAndLeavesTheGate() throws Exception {
        String response = sendByByte(PUT + "Content-Length: 100000\r\n\r\n{\"title\": \"");

        assertThat(response).startsWith("HTTP/1.1 408").contains("https://palate.dev/problems/slow-body");
        assertThat(get("/items").statusCode()).isEqualTo(200);
    }

    @Test
    void aTricklingUploadIsAProblemAndLeavesItsSlot() throws Exception {
        for (int upload = 0; upload < 2; upload++) {
            String response = sendByByte("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n1,1,");

            assertThat(response).startsWith("HTTP/1.1 408").contains("https://palate.dev/problems/slow-body");
        }
    }

    @Test
    void aStoppedBodyIsAProblemAndLeavesTheGate() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(socket, PUT + "Content-Length: 100000\r\n\r\n{\"title\": \"");

            String response = read(socket);

            assertThat(response).startsWith("HTTP/1.1 408").contains("https://palate.dev/problems/slow-body");
        }
        assertThat(get("/items").statusCode()).isEqualTo(200);
    }

    @Test
    void endlessHeadersAreNotAdmittedAndTimeOut() throws Exception {
        List<Socket> unfinished = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            write(socket, "GET /items HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            unfinished.add(socket);
        }

        assertThat(get("/items").statusCode()).isEqualTo(200);
        for (Socket socket : unfinished) {
            assertThat(read(socket)).doesNotContain("200");
            socket.close();
        }
    }

    /** Sends one byte of the body every 50 ms at most, until a response arrives. */
    private String sendByByte(String begin) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(socket, begin);
            socket.setSoTimeout(50);
            InputStream in = socket.getInputStream();
            int first = -2;
            while (first == -2) {
                try {
                    first = in.read();
                } catch (SocketTimeoutException noResponse) {
                    write(socket, "x");
                }
            }
            socket.setSoTimeout(0);
            return (char) first + read(socket);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads until the service closes the connection. */
    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
