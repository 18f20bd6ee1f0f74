package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy answers while the job that publishes a file continues in the service. */
class PublishClientTest {

    private static final String ENDED =
            "{\"endedAt\": \"2026-11-28T07:00:00Z\", \"version\": 3, \"promotion\": \"Activated.\"}";

    @TempDir
    private Path folder;

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer proxy;
    private PublishClient client;

    @BeforeEach
    void startTheProxy() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/models", exchange -> answer(exchange, 202, "{\"id\": \"7\"}"));
        proxy.createContext("/training-jobs", exchange -> {
            int status = statuses.size() > 1 ? statuses.pop() : statuses.element();
            answer(exchange, status, status == 200 ? ENDED : "<html>Bad Gateway</html>");
        });
        proxy.start();
        URI url = URI.create("http://localhost:" + proxy.getAddress().getPort());
        client = new PublishClient(url, null, Duration.ofMillis(1));
    }

    @AfterEach
    void stopTheProxy() {
        proxy.stop(0);
    }

    @Test
    void waitsWhileAProxyDoesNotReachTheService() throws IOException {
        statuses.addAll(List.of(502, 503, 504, 429, 200));
        assertThat(publish()).isEqualTo(new PublishClient.Ended(3, "Activated.", List.of()));
    }

    @Test
    void endsIfTheServiceDoesNotComeBackOrRefusesTheRequest() {
        statuses.add(502);
        assertThatThrownBy(this::publish).hasMessageContaining("the service answers 502");
        statuses.clear();
        statuses.add(403);
        assertThatThrownBy(this::publish).hasMessageContaining("the service answers 403");
    }

    private PublishClient.Ended publish() throws IOException {
        return client.publish(Files.writeString(folder.resolve("model"), "m"), "ease", "never", progress -> {});
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
