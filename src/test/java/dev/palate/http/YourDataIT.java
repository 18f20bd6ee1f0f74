package dev.palate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of docs/your-data.md work on an empty service. */
@PalateIT
class YourDataIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```");

    private static final int IMPORTS = 5;

    @TempDir
    private Path directory;

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @Test
    void importsEachDataSet() throws Exception {
        assumeTrue(isInstalled("curl"), "the commands need curl");
        String commands = BLOCK.matcher(Files.readString(Path.of("docs/your-data.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        run("set -e\n" + commands);

        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> imports().path("total").asInt() == IMPORTS
                        && imports().path("items").valueStream().noneMatch(YourDataIT::isRunning));
        assertThat(imports()
                        .path("items")
                        .valueStream()
                        .map(status -> status.path("state").asString()))
                .containsOnly("SUCCEEDED");
        assertThat(rating("anna", "film-1")).isEqualTo(4.5);
        assertThat(rating("c-1001", "lamp-7")).isEqualTo(4.5);
        assertThat(rating("r-1", "2026/02/01/storm")).isEqualTo(5);
    }

    private void run(String script) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        bash.environment().put("BASE", "http://127.0.0.1:" + port);
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContain("palate.dev/problems");
    }

    private double rating(String user, String item) {
        return get("/users/" + user + "/ratings")
                .path("items")
                .valueStream()
                .filter(rating -> rating.path("itemId").asString().equals(item))
                .mapToDouble(rating -> rating.path("value").asDouble())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRunning(JsonNode status) {
        return status.path("endedAt").isNull() || status.path("endedAt").isMissingNode();
    }

    private JsonNode imports() {
        return get("/imports");
    }

    private JsonNode get(String path) {
        String body = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        return new JsonMapper().readTree(body);
    }

    private static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
    }
}
