package dev.palate.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Clients that are generated from the OpenAPI document compile and work, and the service sends what the document says. */
@PalateIT
@Import(GeneratedClientIT.Recording.class)
class GeneratedClientIT {

    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private Exchange.Recorder recorder;

    private static ApiDocument document;

    @TestConfiguration(proxyBeanMethods = false)
    static class Recording {

        @Bean
        Exchange.Recorder recorder() {
            return new Exchange.Recorder();
        }
    }

    /** Once, because the quick start creates a key. */
    @BeforeEach
    void readDocument() throws Exception {
        if (document == null) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base() + "/v3/api-docs")).build();
            document = new ApiDocument(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        }
        Files.writeString(folder.resolve("api.json"), document.root().toString());
    }

    @Test
    @Tag("slow") // It takes most of a minute on two cores.
    void javaClientRunsTheQuickStartAndResponsesAreAsDocumented() throws Exception {
        generate(
                "java",
                "--library=native",
                "--additional-properties=openApiNullable=false,useJakartaEe=true,useSingleRequestParameter=true,invokerPackage=client,"
                        + "disallowAdditionalPropertiesIfNotPresent=false,apiPackage=client.api,modelPackage=client.model");
        Path classes = compile();

        String key;
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            key = (String) loader.loadClass("QuickStart")
                    .getMethod("run", String.class, Path.class)
                    .invoke(null, base(), folder);
        }
        runScript(key);

        assertThat(recorder.exchanges).extracting(Exchange::path).contains("/users/{userId}/recommendations");
        assertThat(document.differences(recorder.exchanges)).isEmpty();
    }

    @Test
    void typescriptClientCompiles() throws Exception {
        assumeTrue(isInstalled("tsc"), "the TypeScript compiler is not installed");
        Path generated = generate("typescript-fetch");

        execute(
                Map.of(),
                "tsc",
                "--noEmit",
                "--strict",
                // Before TypeScript 4.9 the generated type guards use what the compiler takes for an implicit any.
                "--noImplicitAny",
                "false",
                "--target",
                "es2018",
                "--lib",
                "es2018,dom",
                generated.resolve("index.ts").toString());
        assertThat(generated.resolve("models/TrainingJob.ts")).exists();
    }

    @Test
    void documentIsComplete() {
        JsonNode api = document.root();
        assertThat(api.at("/info/title").asString()).isEqualTo("Palate");
        assertThat(api.at("/info/version").asString()).matches("\\d+\\.\\d+.*");
        assertThat(api.at("/components/securitySchemes").propertyNames()).containsExactlyInAnyOrder("apiKey", "bearer");
        assertThat(api.at("/security")).hasSize(2);
        Set<String> names = new HashSet<>();
        for (JsonNode path : api.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(names.add(operation.path("operationId").asString()))
                        .as(operation.toString())
                        .isTrue();
                assertThat(operation.path("responses").propertyNames()).contains("401", "403", "429", "500", "503");
            }
        }
        JsonNode rate = api.at("/components/schemas/VaeHyperparameters/properties/learningRate");
        assertThat(rate.path("type").asString()).isEqualTo("number");
        assertThat(rate.path("maximum").isNumber()).isTrue();
        assertThat(api.at("/components/schemas/VaeTrainingRequest/properties/preset/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("ranking");
        assertThat(api.at("/components/schemas/TrainingJob/properties/hyperparameters/additionalProperties")
                        .asBoolean())
                .isTrue();
        JsonNode epoch = api.at("/components/schemas/EpochFigures");
        assertThat(epoch.path("properties").has("metrics"))
                .as("metrics are not nested")
                .isFalse();
        assertThat(epoch.at("/additionalProperties/type").asString()).isEqualTo("number");
        assertThat(epoch.path("required").valueStream().map(JsonNode::asString)).contains("epoch", "trainLoss");
        assertThat(api.at("/components/schemas/TrainingJobSummary/properties").propertyNames())
                .contains("latest", "curve")
                .doesNotContain("epochs");
    }

    private String base() {
        return "http://localhost:" + port;
    }

    private void runScript(String key) throws Exception {
        assumeTrue(isInstalled("curl"), "the script needs curl");
        String output =
                execute(Map.of("BASE_URL", "http://127.0.0.1:" + port, "API_KEY", key), "bash", "http/quickstart.sh");
        assertThat(output).contains("== Done");
    }

    private Path generate(String generator, String... options) throws Exception {
        assertThat(GENERATOR)
                .as("./mvnw dependency:copy@openapi-generator copies it")
                .exists();
        Path output = folder.resolve(generator);
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--generator-name=" + generator,
                "--input-spec=" + folder.resolve("api.json"),
                "--output=" + output,
                "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
        command.addAll(List.of(options));
        execute(Map.of(), command.toArray(String[]::new));
        return output;
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        arguments.add("src/test/resources/openapi/QuickStart.java");
        try (Stream<Path> files = Files.walk(folder.resolve("java/src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("the generated client compiles").isZero();
        return classes;
    }

    private static String execute(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
    }
}
