package dev.palate.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Another JVM that owns an embedded server until it is killed. */
final class PalateProcess implements AutoCloseable {

    private static final String READY = "READY";

    private final Process process;

    private PalateProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until its server runs. */
    static PalateProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PalateProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return new PalateProcess(process);
            }
        }
        throw new IOException("The process ended before its server ran");
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}: no hook runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws InterruptedException {
        EmbeddedPostgres.start(new DatabaseSettings("", "", "", Path.of(args[0]), 0, Duration.ofMinutes(1)));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
