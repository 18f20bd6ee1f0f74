package dev.palate;

import dev.palate.PostgresFixture.Database;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in a JVM of its own, on a free port. */
public final class ServiceProcess implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final URI address;

    private ServiceProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the service as it is and waits until it answers. */
    public static ServiceProcess start(Database database, Path log, String... properties) {
        return start(ServiceProcess.class, database, log, properties);
    }

    /**
     * @param main starts the service and then calls {@link #announce}
     * @param properties as {@code name=value}; those that begin with a hyphen are options of the JVM
     */
    public static ServiceProcess start(Class<?> main, Database database, Path log, String... properties) {
        return start(main, Map.of(), database, log, properties);
    }

    /** @param environment added to the variables of this process */
    public static ServiceProcess start(
            Class<?> main, Map<String, String> environment, Database database, Path log, String... properties) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                // The compiler wrote the classes: verifying them again takes an eighth of the start.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                classPath(),
                main.getName(),
                "--server.port=0",
                "--logging.config=classpath:logback-service.xml",
                "--logging.threshold.console=off",
                "--logging.file.name=" + log));
        Stream.of(database.properties(), properties).flatMap(Stream::of).forEach(property -> {
            if (property.startsWith("-")) {
                command.add(2, property);
            } else {
                command.add("--" + property);
            }
        });
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new ServiceProcess(process, URI.create(address(process, log)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a build, the jar that it tests, which contains the libraries: without those of tests, a start takes a fifth less time. */
    private static String classPath() {
        String ofTests = System.getProperty("java.class.path");
        List<String> entries = List.of(ofTests.split(File.pathSeparator, -1));
        return entries.stream()
                .filter(entry -> entry.endsWith("palate.jar"))
                .findFirst()
                .map(jar -> Stream.concat(
                                Stream.of(jar), entries.stream().filter(entry -> Files.isDirectory(Path.of(entry))))
                        .collect(Collectors.joining(File.pathSeparator)))
                .orElse(ofTests);
    }

    private static String address(Process process, Path log) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IOException("the service ended before it was ready, see " + log);
    }

    public URI address(String path) {
        return address.resolve(path);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}: no hook runs. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, as an orchestrator sends it. */
    public void terminate() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** Tells the parent process where the service answers. */
    public static void announce(ConfigurableApplicationContext context) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        System.out.println(READY + "http://localhost:" + port);
    }

    public static void main(String[] args) {
        announce(SpringApplication.run(PalateApplication.class, args));
    }
}
