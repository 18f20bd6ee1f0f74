package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The jar as it is built, with the context that {@code src/build/compile-context.sh} compiles into it. */
class CompiledContextIT {

    private static final Path JAR = Path.of("target/palate.jar").toAbsolutePath();
    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

    @TempDir
    private Path folder;

    /** Commands have no compiled context, although they have the same main class. */
    @Test
    void createsAKey() throws Exception {
        assumeThat(JAR).exists();
        Process command = start(
                PostgresFixture.newMigratedDatabase(),
                List.of("keys", "create", "--role", "admin", "--name", "operator"));
        String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(output).isZero();
        assertThat(output.lines()).anyMatch(line -> line.matches("palate_[0-9a-f]{16}_[0-9a-f]{64}"));
    }

    @Test
    void servesWithTheCompiledContextUnlessAProfileIsActive() throws Exception {
        assumeThat(JAR).exists();
        assumeThat(Path.of("/bin/bash")).as("the script needs bash").exists();
        PostgresFixture.Database database = PostgresFixture.newMigratedDatabase();
        Process service = startService(database, "--palate.limits.bodyy=1MB", "--palate.limits.body=2MB");
        try (BufferedReader output = service.inputReader()) {
            await("Starting with the compiled context", output);
            String port = await("Tomcat started on port ", output).replaceAll(".*port (\\d+).*", "$1");
            ApiCalls calls = new ApiCalls(RestTestClient.bindToServer()
                    .baseUrl("http://localhost:" + port)
                    .build());
            assertThat(await("has no effect", output)).contains("palate.limits.bodyy");
            for (int item = 1; item <= 3; item++) {
                calls.send(HttpMethod.PUT, "/items/i" + item, "{\"title\":\"Item\"}", HttpStatus.CREATED);
            }
            calls.send(HttpMethod.POST, "/ratings", ratings(), HttpStatus.OK);
            assertThat(calls.items("/users/u1/recommendations?k=2")).containsExactlyInAnyOrder("i1", "i2");
            calls.send(HttpMethod.POST, "/ratings", "[{\"itemId\":\"i1\",\"value\":1}]", HttpStatus.BAD_REQUEST);
        } finally {
            service.destroyForcibly().onExit().join();
        }

        Process withProfile = startService(database, "--spring.profiles.active=other");
        try (BufferedReader output = withProfile.inputReader()) {
            await("Starting without the compiled context: the profile other is active", output);
            await("Tomcat started on port ", output);
        } finally {
            withProfile.destroyForcibly().onExit().join();
        }
    }

    /** Everybody rates all items, except {@code u1}, who rates one. */
    private static String ratings() {
        StringJoiner ratings = new StringJoiner(",", "[", "]");
        for (int user = 1; user <= 20; user++) {
            for (int item = user == 1 ? 3 : 1; item <= 3; item++) {
                ratings.add("{\"userId\":\"u%d\",\"itemId\":\"i%d\",\"value\":5}".formatted(user, item));
            }
        }
        return ratings.toString();
    }

    private static String await(String text, BufferedReader output) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            before.add(line);
        }
        throw new AssertionError("the service ended without '%s':%n%s".formatted(text, String.join("\n", before)));
    }

    private Process startService(PostgresFixture.Database database, String... arguments) throws IOException {
        return start(
                database,
                Stream.concat(
                                Stream.of("--server.port=0", "--palate.training-policy.enabled=false"),
                                Stream.of(arguments))
                        .toList());
    }

    private Process start(PostgresFixture.Database database, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives")));
        for (String property : database.properties()) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
