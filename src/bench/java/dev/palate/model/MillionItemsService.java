package dev.palate.model;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built jar as a process, asked by one caller. */
final class MillionItemsService implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final URI address;
    private final double secondsToReadiness;

    MillionItemsService(Database database, Path folder, String... options) throws Exception {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        Stream.of(options).filter(option -> option.startsWith("-X")).forEach(command::add);
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector",
                "-jar",
                Path.of("target/palate.jar").toAbsolutePath().toString(),
                "--server.port=" + port,
                "--palate.imports.spool=" + folder.resolve("spool")));
        Stream.of(options).filter(option -> option.startsWith("--")).forEach(command::add);
        Stream.of(database.properties()).forEach(property -> command.add("--" + property));
        long start = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        address = URI.create("http://127.0.0.1:" + port);
        awaitReadiness(folder);
        secondsToReadiness = (System.nanoTime() - start) / 1e9;
    }

    double secondsToReadiness() {
        return secondsToReadiness;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    /** What the kernel counts as {@code VmRSS} (now) or {@code VmHWM} (at most). */
    long mebibytes(String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            String line =
                    lines.filter(text -> text.startsWith(key + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private void awaitReadiness(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                get("/actuator/health/readiness");
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        close();
        throw new IOException("the service did not start, see " + folder.resolve("service.log"));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
