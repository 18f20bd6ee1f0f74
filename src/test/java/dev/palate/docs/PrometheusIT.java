package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import dev.palate.database.FreePort;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus, with the repository's own configuration, against the service under a little load: every panel of every
 * dashboard shows something and every alert loads. Skipped where no {@code prometheus} is on the PATH.
 */
@PalateIT
class PrometheusIT {

    private static final Path MONITORING = Path.of("monitoring").toAbsolutePath();
    private static final int SECONDS = 90;

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private KeyIssuer issuer;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    private record Query(String dashboard, String panel, String expression) {}

    @Test
    void showsSomethingInEveryPanelAndTakesEveryAlert() throws Exception {
        assumeTrue(isInstalled("prometheus") && isInstalled("promtool"), "prometheus is not on the PATH");
        run("promtool", "check", "rules", MONITORING.resolve("alerts.yml").toString());
        LittleLoad load = new LittleLoad("http://127.0.0.1:" + port);
        load.everyKindOnce();
        IssuedKey admin = issuer.issue("operator", Role.ADMIN, null);
        String metrics = issuer.issue("prometheus", Role.METRICS, null).reveal();
        int own = FreePort.find();
        Process prometheus = start(own, metrics);
        try {
            List<Query> silent = queries();
            for (int second = 0; second < SECONDS && !silent.isEmpty(); second++) {
                load.with(admin.reveal()).requests();
                if (second % 10 == 5) {
                    load.with(admin.reveal()).importRatings();
                    // The service shares this JVM, whose heap may be too large to need a collection in this time.
                    System.gc();
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                silent.removeIf(query -> hasData(own, query.expression()));
            }
            assertThat(silent).as("panels that show nothing").isEmpty();
            JsonNode rules = ask(own, "/api/v1/rules")
                    .path("data")
                    .path("groups")
                    .path(0)
                    .path("rules");
            assertThat(rules)
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.path("health").asString())
                            .as("%s: %s", rule.path("name"), rule.path("lastError"))
                            .isEqualTo("ok"));
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    private Process start(int own, String key) throws IOException {
        String configuration = Files.readString(MONITORING.resolve("prometheus.yml"))
                .replace("10s", "1s")
                .replace("- alerts.yml", "- " + MONITORING.resolve("alerts.yml"))
                .replace("/run/secrets/metrics-key", "metrics-key")
                .replace("palate:8080", "127.0.0.1:" + port);
        Files.writeString(directory.resolve("metrics-key"), key + "\n");
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + own)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private List<Query> queries() throws IOException {
        List<Query> all = new ArrayList<>();
        try (var files = Files.list(MONITORING.resolve("grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode panel : json.readTree(Files.readString(file)).path("panels")) {
                    panel.path("targets")
                            .forEach(target -> all.add(new Query(
                                    file.getFileName().toString(),
                                    panel.path("title").asString(),
                                    target.path("expr").asString())));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(40);
        return all;
    }

    /** Whether at least one series has a number, which 0 divided by 0 is not. */
    private boolean hasData(int own, String expression) {
        String query = expression.replace("$__rate_interval", "15s").replace("$instance", ".*");
        try {
            JsonNode answer = ask(own, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.path("status").asString())
                    .as("%s: %s", query, answer)
                    .isEqualTo("success");
            for (JsonNode series : answer.path("data").path("result")) {
                if (!series.path("value").path(1).asString().equals("NaN")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // it has not come up yet
        }
    }

    private JsonNode ask(int own, String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + own + path))
                    .build();
            return json.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
