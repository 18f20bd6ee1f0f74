package dev.palate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import dev.palate.http.HttpFile.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code http/} shows is what the service offers, no less and no more. */
@PalateIT
class ExamplesIT {

    /** Paths of one algorithm, which describe the general path in more detail. */
    private static final String OF_ONE_ALGORITHM = "/models/[^{/]+/(train|tune)";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    private final JsonMapper json = new JsonMapper();

    @Test
    void quickstartRunsAgainstAnEmptyService() throws IOException, InterruptedException {
        assertThat(run("http/quickstart.sh")).contains("== Done");
    }

    @Test
    void shopRunsAgain() throws IOException, InterruptedException {
        assertThat(run("http/shop.sh"))
                .contains(
                        "18 products", "\"pinned\":true", "\"boost\":3.0", "Conclusion: Nothing can be concluded yet");
        assertThat(run("http/shop.sh")).contains("version 2", "== Done");
    }

    @Test
    void everyExampleCallsWhatTheServiceOffers() {
        Set<String> operations = operations();
        for (HttpFile file : HttpFile.all()) {
            assertThat(file.requests()).as(file.name()).isNotEmpty().allSatisfy(request -> {
                if (isDescribed(request)) {
                    assertThat(operations).anyMatch(operation -> matches(operation, request));
                } else {
                    client.get()
                            .uri(request.path())
                            .exchange()
                            .expectStatus()
                            .value(status -> assertThat(status).isLessThan(400));
                }
                if (request.json()) {
                    assertThatCode(() -> json.readTree(request.body())).doesNotThrowAnyException();
                }
            });
        }
    }

    @Test
    void everyCallHasAnExample() {
        List<Request> requests = HttpFile.all().stream()
                .flatMap(file -> file.requests().stream())
                .toList();
        assertThat(operations())
                .allSatisfy(operation ->
                        assertThat(requests).as(operation).anyMatch(request -> matches(operation, request)));
    }

    /** Such as {@code GET /items/{id}}. */
    private Set<String> operations() {
        String description = client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        JsonNode paths = json.readTree(description).path("paths");
        return paths.propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> !path.getKey().matches(OF_ONE_ALGORITHM))
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The actuator and OpenAPI do not describe themselves. */
    private static boolean isDescribed(Request request) {
        return !request.path().matches("/(actuator|v3|swagger-ui)\\b.*");
    }

    private static boolean matches(String operation, Request request) {
        String regex = Pattern.compile("\\{[^/]+}")
                .splitAsStream(operation + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        return (request.method() + " " + request.path() + " ").matches(regex);
    }

    private String run(String file) throws IOException, InterruptedException {
        assumeTrue(isInstalled("curl"), "the script needs curl");
        ProcessBuilder script = new ProcessBuilder("bash", file).redirectErrorStream(true);
        script.environment().put("BASE_URL", "http://127.0.0.1:" + port);
        Process process = script.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
    }
}
