package dev.palate.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.PalateIT;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The clients of {@code clients/} compile and work, and the service sends what its OpenAPI document says. */
@PalateIT
@Import(GeneratedClientIT.Recording.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeneratedClientIT {

    /** Of the slow test, after which the service needs a key; null before. */
    private static String key;

    private static ApiDocument document;

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private Exchange.Recorder recorder;

    @TestConfiguration(proxyBeanMethods = false)
    static class Recording {

        @Bean
        Exchange.Recorder recorder() {
            return new Exchange.Recorder();
        }
    }

    @BeforeEach
    void readDocument() throws Exception {
        if (document == null) {
            document = new ApiDocument(send(HttpRequest.newBuilder(URI.create(base() + "/v3/api-docs"))));
        }
    }

    @Test
    @Order(1) // It expects an empty service.
    @Tag("slow")
    void javaClientDoesEverythingAndResponsesAreAsDocumented() throws Exception {
        try (URLClassLoader client = ClientBuild.java(folder, "src/test/resources/openapi/EndToEnd.java")) {
            key = (String) client.loadClass("EndToEnd")
                    .getMethod("run", String.class, Path.class)
                    .invoke(null, base(), folder);
        }
        assumeTrue(ClientBuild.isInstalled("curl"), "the script needs curl");
        String output = ClientBuild.execute(Map.of("BASE_URL", base(), "API_KEY", key), "bash", "http/quickstart.sh");

        assertThat(output).contains("== Done");
        assertThat(recorder.exchanges).extracting(Exchange::path).contains("/users/{userId}/recommendations");
        assertThat(document.differences(recorder.exchanges)).isEmpty();
    }

    @Test
    void javaClientRunsTheShopAndTheQuickStart() throws Exception {
        String output;
        try (URLClassLoader client =
                ClientBuild.java(folder, "http/Shop.java", "clients/java/examples/QuickStart.java")) {
            output = run(client, "Shop") + run(client, "QuickStart");
        }

        assertThat(output)
                .contains(
                        "18 products are in stock",
                        "1. Tools number 1, pinned",
                        "Conclusion: Nothing can be concluded yet");
        assertThat(recorder.exchanges).extracting(Exchange::path).contains("/experiments/{name}/report");
        assertThat(document.differences(recorder.exchanges)).isEmpty();
    }

    @Test
    void typescriptClientRunsTheQuickStart() throws Exception {
        assumeTrue(ClientBuild.isInstalled("tsc"), "the TypeScript compiler is not installed");
        assumeTrue(ClientBuild.isInstalled("node"), "Node is not installed");
        put("/items/shop-24", "{\"title\": \"Tea number 24\"}");
        put("/scenarios/home", "{\"k\": 5}");
        Path program = ClientBuild.typescript(folder);
        Path main = program.resolve("main.mjs");
        String arguments = "'" + base() + "'" + (key == null ? "" : ", '" + key + "'");
        Files.writeString(
                main, "import { quickstart } from './quickstart.js';\nawait quickstart(" + arguments + ");\n");

        assertThat(ClientBuild.execute(Map.of(), "node", main.toString())).contains("1. ");
        assertThat(recorder.exchanges)
                .extracting(Exchange::path)
                .contains("/interactions", "/users/{userId}/recommendations");
    }

    @Test
    void documentOfTheClientsIsThatOfTheService() throws Exception {
        String current = document.forClients();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ClientBuild.DOCUMENT, current);
        }
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(Files.readString(ClientBuild.DOCUMENT)))
                .as("run this test with -Ddocs.write=true to rewrite " + ClientBuild.DOCUMENT)
                .isEqualTo(json.readTree(current));
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns what the program prints. */
    private String run(ClassLoader client, String program) throws Exception {
        String[] arguments = key == null ? new String[] {base()} : new String[] {base(), key};
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            client.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void put(String path, String body) throws Exception {
        send(HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
