package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitScriptTest {

    @TempDir
    private Path folder;

    private record Result(int exitCode, String output) {}

    /** A build with a jar, and a folder with nothing but what the script calls. */
    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(folder.resolve("spark/bin"));
        Files.createDirectories(folder.resolve("spark/target/lib"));
        Files.copy(Path.of("bin/submit.sh"), folder.resolve("spark/bin/submit.sh"));
        Files.createFile(folder.resolve("spark/target/palate-spark.jar"));
        Files.createFile(folder.resolve("spark/target/lib/a.jar"));
        Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(folder.resolve("path/dirname"), Path.of("/usr/bin/dirname"));
    }

    @Test
    void failsWithoutJava() throws Exception {
        assertThat(submit(Map.of()).exitCode).isNotZero();
    }

    @Test
    void failsWithoutSpark() throws Exception {
        java("exec '%s' \"$@\"".formatted(Path.of(System.getProperty("java.home"), "bin/java")));
        Result result = submit(Map.of("SPARK_HOME", folder.resolve("nowhere").toString()));
        assertThat(result.exitCode).isNotZero();
        assertThat(result.output).contains("org.apache.spark.launcher.Main");
    }

    @Test
    void executesTheCommandOfTheLauncherWithItsExitCode() throws Exception {
        java("""
                printf '\\n'
                printf '%s\\0' env /bin/sh -c 'printf "%s|" "$@"; exit 3' sh "$@"
                """);
        Result result =
                submit(Map.of("SPARK_OPTIONS", "--conf spark.cores.max=2", "SPARK_MASTER", "spark://host:7077"));
        assertThat(result.exitCode).isEqualTo(3);
        assertThat(result.output)
                .contains("|--master|spark://host:7077|", "|--conf|spark.cores.max=2|", "target/lib/a.jar|--class|")
                .endsWith("target/palate-spark.jar|train|--csv|a b*.csv|");
    }

    private void java(String script) throws IOException {
        Path java = Files.writeString(folder.resolve("path/java"), "#!/bin/sh\n" + script);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path env = folder.resolve("path/env");
        Files.createSymbolicLink(env, Path.of("/usr/bin/env"));
    }

    private Result submit(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/bash", folder.resolve("spark/bin/submit.sh").toString(), "train", "--csv", "a b*.csv")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
        builder.environment().put("PATH", folder.resolve("path").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
