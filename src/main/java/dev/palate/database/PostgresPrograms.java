package dev.palate.database;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code initdb} and {@code pg_ctl}. */
final class PostgresPrograms {

    private final Path directory;
    private final Path output;
    private final List<String> wrapper;

    /**
     * @param directory the directory that contains {@code bin/}
     * @param output the file for the output of a program. A pipe would remain open while the server is running, because the server
     *     inherits it
     */
    PostgresPrograms(Path directory, Path output) throws IOException {
        this.directory = directory;
        this.output = output;
        this.wrapper = wrapper();
    }

    /** Executes one program to its end, even when interrupted: a server that is still starting would have no owner. */
    Result run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        int exitCode = waitFor(process);
        return new Result(exitCode, new String(Files.readAllBytes(output), Charset.defaultCharset()));
    }

    /**
     * PostgreSQL refuses to run as root. A user namespace without a mapping shows it another user id, while the kernel still treats
     * the files as those of root.
     */
    private static List<String> wrapper() throws IOException {
        Path self = Path.of("/proc/self");
        boolean root = Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        return root ? List.of("unshare", "--user") : List.of();
    }

    private static int waitFor(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }
}
