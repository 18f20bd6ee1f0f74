package dev.palate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of docs/your-data.md work on an empty service, and its recipes lead to lists that suit the users. */
@PalateIT
class YourDataIT {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.*?)\\n(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```");
    private static final Pattern CALL = Pattern.compile("(?m)^curl ");
    private static final int MOST_CALLS = 4;

    @TempDir
    private Path directory;

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @BeforeEach
    void empty() throws Exception {
        assumeTrue(isInstalled("curl"), "the commands need curl");
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        catalogue.refresh();
    }

    /** Each user of a recipe likes the items of one of two kinds. */
    @ParameterizedTest
    @CsvSource({
        "Films with ratings, film-\\d?[13579]",
        "A shop with an event log, tea-\\d+",
        "Music with play counts, jazz-\\d+",
        "News with clicks, sport/\\d+"
    })
    void recommendsWhatTheUserLikes(String recipe, String liked) throws Exception {
        List<String> blocks = blocks(recipe);
        assertThat(blocks.stream().flatMap(block -> CALL.matcher(block).results()))
                .hasSizeLessThanOrEqualTo(MOST_CALLS);

        String list = "";
        for (String block : blocks) {
            list = run(block);
            awaitJobs();
        }

        JsonNode answer = new JsonMapper().readTree(list);
        assertThat(answer.path("model").asString()).as(list).isEqualTo("ease");
        List<String> items = answer.path("items")
                .valueStream()
                .map(item -> item.path("itemId").asString())
                .toList();
        assertThat(items).hasSizeGreaterThanOrEqualTo(8);
        assertThat(items.stream().filter(item -> item.matches(liked)))
                .as("items of the liked kind in " + items)
                .hasSizeGreaterThanOrEqualTo(Math.min(8, items.size()));
    }

    @Test
    void importsOtherColumnsAndAnotherScale() throws Exception {
        for (String block : blocks("Other names, another scale")) {
            run(block);
            awaitJobs();
        }

        assertThat(rating("c-1001", "lamp-7")).isEqualTo(4.5);
    }

    @Test
    void executesEveryCommand() throws Exception {
        assertThat(sections().filter(section -> BLOCK.matcher(section.group(2)).find()))
                .extracting(section -> section.group(1))
                .containsExactly(
                        "Films with ratings",
                        "A shop with an event log",
                        "Music with play counts",
                        "News with clicks",
                        "Other names, another scale",
                        "Interactions");
    }

    @Test
    void storesInteractionsAndDefinesTypes() throws Exception {
        for (String block : blocks("Interactions")) {
            run(block);
        }

        assertThat(get("/users/c-1001/interactions").path("total").asInt()).isEqualTo(2);
        assertThat(get("/interaction-types/refill").path("excludes").asString()).isEqualTo("P30D");
    }

    private static Stream<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(Path.of("docs/your-data.md"))).results();
    }

    private static List<String> blocks(String title) throws IOException {
        String section = sections()
                .filter(found -> found.group(1).equals(title))
                .findAny()
                .orElseThrow()
                .group(2);
        return BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
    }

    private void awaitJobs() {
        for (String jobs : List.of("/imports", "/training-jobs")) {
            await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> get(jobs).path("items").valueStream().noneMatch(YourDataIT::isRunning));
            assertThat(get(jobs).path("items").valueStream())
                    .as(jobs)
                    .allMatch(job -> job.path("state").asString().startsWith("SUCCEEDED"));
        }
    }

    /** Returns what the last command prints. */
    private String run(String script) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-e", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        bash.environment().put("BASE", "http://127.0.0.1:" + port);
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContain("palate.dev/problems");
        return output;
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
