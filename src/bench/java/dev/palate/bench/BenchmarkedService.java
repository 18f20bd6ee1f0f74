package dev.palate.bench;

import dev.palate.PostgresFixture.Database;
import dev.palate.database.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
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

/** The built service in a process of its own, on a free port, called over HTTP. */
public final class BenchmarkedService implements AutoCloseable {

    public static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

    private static final String BOUNDARY = "palate-benchmark";
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final URI address;
    private final double secondsToReadiness;

    private BenchmarkedService(List<String> command, int port, Path folder) throws IOException, InterruptedException {
        address = URI.create("http://127.0.0.1:" + port);
        Path log = folder.resolve("service.log");
        long start = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReadiness(log);
        secondsToReadiness = (System.nanoTime() - start) / 1e9;
    }

    /**
     * Starts {@code target/palate.jar} and waits until it is ready.
     *
     * @param folder takes the log and the uploads
     * @param options options of the JVM, and settings of the service, which begin with {@code --palate.}
     */
    public static BenchmarkedService start(Database database, Path folder, String... options)
            throws IOException, InterruptedException {
        List<String> program =
                List.of("-jar", Path.of("target/palate.jar").toAbsolutePath().toString());
        return start(program, database, folder, options);
    }

    /** @param program the arguments of {@code java} that name the program */
    public static BenchmarkedService start(List<String> program, Database database, Path folder, String... options)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(JAVA, "--add-modules=jdk.incubator.vector"));
        Stream.of(options).filter(option -> !isSetting(option)).forEach(command::add);
        command.addAll(program);
        command.add("--server.port=" + port);
        command.add("--palate.imports.spool=" + folder.resolve("spool"));
        Stream.of(options).filter(BenchmarkedService::isSetting).forEach(command::add);
        Stream.of(database.properties()).forEach(property -> command.add("--" + property));
        return new BenchmarkedService(command, port, folder);
    }

    private static boolean isSetting(String option) {
        return option.startsWith("--palate.") || option.startsWith("--load.");
    }

    private void awaitReadiness(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                get("/actuator/health/readiness");
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        close();
        throw new IOException("the service did not start, see " + log);
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    public double secondsToReadiness() {
        return secondsToReadiness;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Uploads a file as a browser does, waits for the end of its import and returns the import. */
    public JsonNode importFile(Path file) throws IOException, InterruptedException {
        return importFile(file, "");
    }

    /** The same with options, as the query of the request. */
    public JsonNode importFile(Path file, String query) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(
                        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + file.getFileName() + "\"\r\nContent-Type: text/csv\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        JsonNode status = send(HttpRequest.newBuilder(address.resolve("/imports" + query))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body));
        String location = "/imports/" + status.get("id").asString();
        long nextLine = System.nanoTime();
        while (status.get("endedAt").isNull()) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = get(location);
            if (System.nanoTime() > nextLine) {
                System.out.printf(
                        "%,d rows, %s s left, %d MiB resident%n",
                        status.get("rowsRead").asLong(), status.get("secondsLeft"), mebibytes("VmRSS"));
                nextLine += TimeUnit.SECONDS.toNanos(10);
            }
        }
        return status;
    }

    /** Resident memory as the kernel counts it: {@code VmRSS} is the current value and {@code VmHWM} the peak. */
    public long mebibytes(String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            String line =
                    lines.filter(text -> text.startsWith(key + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
