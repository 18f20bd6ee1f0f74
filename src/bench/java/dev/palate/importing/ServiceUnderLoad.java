package dev.palate.importing;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
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

/** The built jar as a process, called over HTTP. */
public final class ServiceUnderLoad implements AutoCloseable {

    private static final String BOUNDARY = "palate-benchmark";
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final URI address;

    private ServiceUnderLoad(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    public static ServiceUnderLoad start(Path jar, Database database, Path folder, int port, String... jvm)
            throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--palate.imports.spool=" + folder.resolve("spool")));
        Stream.of(database.properties()).forEach(property -> command.add("--" + property));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        ServiceUnderLoad service = new ServiceUnderLoad(process, URI.create("http://127.0.0.1:" + port));
        service.awaitReadiness();
        return service;
    }

    /**
     * Uploads a file as a browser does and waits for the end of its import.
     *
     * @return the import as it ended
     */
    public JsonNode importFile(Path file) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(
                        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + file.getFileName() + "\"\r\nContent-Type: text/csv\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        JsonNode status = send(HttpRequest.newBuilder(address.resolve("/imports"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body));
        URI location = address.resolve("/imports/" + status.get("id").asString());
        long nextLine = System.nanoTime();
        while (status.get("endedAt").isNull()) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = send(HttpRequest.newBuilder(location));
            if (System.nanoTime() > nextLine) {
                System.out.printf(
                        "%,d rows, %s s left, %d MiB resident%n",
                        status.get("rowsRead").asLong(), status.get("secondsLeft"), mebibytes("VmRSS"));
                nextLine += TimeUnit.SECONDS.toNanos(10);
            }
        }
        return status;
    }

    /** What the process had resident at most, from its start on, as the kernel has kept count of it. */
    long peakMebibytes() throws IOException {
        return mebibytes("VmHWM");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private long mebibytes(String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            String line =
                    lines.filter(text -> text.startsWith(key + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
    }

    private void awaitReadiness() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                send(HttpRequest.newBuilder(address.resolve("/actuator/health/readiness")));
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("the service did not start; its log is in the folder of the benchmark");
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }
}
