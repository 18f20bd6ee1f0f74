package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    /** The lines that the service's SparkProgressTest reads. */
    private static final Path LINES = Path.of("../src/test/resources/dev/palate/training/driver-lines.txt");

    @Test
    void writesTheLinesThatTheServiceIsTestedWith() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8));
        progress.phase("loading");
        progress.batch("loading", 1, 4);
        progress.phase("training");
        progress.continuesAfter(2, 4);
        progress.warning("the training continues after epoch 2");
        progress.batch("training", 1, 2);
        progress.epoch(3, 4, 0.25);
        progress.batch("training", 1, 2);
        progress.epoch(4, 4, 0.125);
        progress.batch("training", 1, 2);
        progress.phase("writing");
        progress.batch("writing", 1, 4);

        List<String> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("\"seconds\":[0-9.]+", "\"seconds\":0.5"))
                .toList();
        assertThat(lines).isEqualTo(Files.readAllLines(LINES));
    }
}
