package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar as it is built, whose libraries and natives are not those of the tests' class path: algorithms that need matrix products, and
 * algorithms that solve linear equations.
 */
class JarIT {

    private static final Path JAR = Path.of("target/palate.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void trainsWithItsOwnNativeLibraries() throws Exception {
        assumeThat(JAR).exists();
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--add-modules=jdk.incubator.vector",
                        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives"),
                        "-jar",
                        JAR.toString(),
                        "evaluate",
                        "--data=" + ratings(),
                        "--algorithms=ease,vae,autorec",
                        "--set=ease.weights=sparse",
                        "--set=ease.neighbours=5",
                        "--set=vae.epochs=1",
                        "--set=autorec.epochs=1",
                        "--k=5"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("ease", "vae", "autorec").doesNotContain("UnsatisfiedLinkError");
    }

    private Path ratings() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder lines = new StringBuilder("userId,itemId,rating\n");
        for (int user = 1; user <= 60; user++) {
            for (int item = 1; item <= 30; item++) {
                if (random.nextInt(3) == 0) {
                    lines.append(user)
                            .append(',')
                            .append(item)
                            .append(',')
                            .append(1 + random.nextInt(5))
                            .append('\n');
                }
            }
        }
        return Files.writeString(folder.resolve("ratings.csv"), lines);
    }
}
