package dev.palate.training;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in a JVM of its own, with {@link StepAlgorithm} at a pace at which one can come between its steps. */
final class ReplicaProcess implements AutoCloseable {

    private static final String READY = "READY ";
    private static final long NANOS_PER_STEP = 20_000_000;

    private final Process process;
    private final URI address;

    private ReplicaProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it on a free port and waits until it answers. */
    static ReplicaProcess start(Database database, Path log, String... properties) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaProcess.class.getName(),
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.threshold.console=off",
                "--logging.file.name=" + log));
        Stream.of(database.properties(), properties)
                .flatMap(Stream::of)
                .forEach(property -> command.add("--" + property));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ReplicaProcess(process, URI.create(address(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IOException("the replica ended before it was ready");
    }

    URI address(String path) {
        return address.resolve(path);
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}: no hook runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, as an orchestrator sends it. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(PalateApplication.class, StepAlgorithmConfiguration.class).run(args);
        context.getBean(StepAlgorithm.class).hook((epoch, batch) -> LockSupport.parkNanos(NANOS_PER_STEP));
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        System.out.println(READY + "http://localhost:" + port);
    }
}
