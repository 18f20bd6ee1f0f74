package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.job.JobState;
import dev.palate.training.TrainingJob;
import dev.palate.training.order.TrainingKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ProgressConsoleTest {

    private static final UUID ID = new UUID(0, 1);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void printsALineForEachTenthIntoAFile() {
        ProgressConsole console = new ProgressConsole(print(), false);
        console.show(List.of(job(JobState.RUNNING, 0.10, 2)));
        console.show(List.of(job(JobState.RUNNING, 0.15, 3)));
        console.show(List.of(job(JobState.RUNNING, 0.20, 4)));
        console.show(List.of(job(JobState.SUCCEEDED, 1, 20)));
        console.show(List.of(job(JobState.SUCCEEDED, 1, 20)));
        assertThat(text().lines())
                .containsExactly("vae: epoch 2/20", "vae: epoch 4/20", "vae: version 3, 1.5 s of training");
    }

    @Test
    void updatesOneBarOnATerminal() {
        ProgressConsole console = new ProgressConsole(print(), true);
        console.show(List.of(job(JobState.RUNNING, 0.95, 19)));
        console.show(List.of(job(JobState.CANCELLED, 0.95, 19)));
        assertThat(text())
                .endsWith(System.lineSeparator())
                .containsPattern("\\rvae      95% \\[=+ +] +95/100 .*cancelled");
    }

    private PrintStream print() {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static TrainingJob job(JobState state, double progress, int epoch) {
        return new TrainingJob(
                ID,
                TrainingKind.TRAIN,
                "vae",
                state,
                epoch,
                progress,
                null,
                1.5,
                null,
                JsonNodeFactory.instance.objectNode().put("epochs", 20),
                JsonNodeFactory.instance.objectNode(),
                42,
                "always",
                null,
                List.of(),
                3,
                null,
                "lost",
                List.of(),
                1,
                null,
                false,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                "request",
                null,
                "palate");
    }
}
