package dev.palate.load;

import dev.palate.PostgresFixture.Database;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built jar, unpacked as {@code -Djarmode=tools} does it, with one endpoint more that does nothing, as a process. */
final class LoadedService implements AutoCloseable {

    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private LoadedService(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param answer the file with which the endpoint answers that does nothing
     * @param jvm further options of the JVM
     */
    static LoadedService start(Path jar, Database database, Path folder, Path answer, List<String> jvm)
            throws IOException, InterruptedException {
        Path unpacked = folder.resolve("palate");
        run(
                JAVA,
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                unpacked.toString());
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx1g", "--add-modules=jdk.incubator.vector"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                unpacked.resolve("palate.jar") + ":" + unpacked.resolve("lib") + "/*:" + extraClasses(folder),
                "dev.palate.PalateApplication",
                "--server.port=" + port,
                "--load.answer=" + answer));
        Stream.of(database.properties()).forEach(property -> command.add("--" + property));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        LoadedService service = new LoadedService(process, URI.create("http://127.0.0.1:" + port));
        service.awaitReadiness();
        return service;
    }

    /** A folder with the controller alone: the other classes of tests and benchmarks are none of the service's business. */
    private static Path extraClasses(Path folder) throws IOException {
        String name = "web/NothingController.class";
        Path target = folder.resolve("classes/dev/palate/load").resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream controller = Objects.requireNonNull(LoadedService.class.getResourceAsStream(name))) {
            Files.copy(controller, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return folder.resolve("classes");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        while (process.isAlive()) {
            try {
                if (get("/actuator/health/readiness").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("the service did not start; its log is in the folder of the benchmark");
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
