package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.training.TrainingDivergedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** The service repeats a training whose driver ends without an error line, and no other. */
class PalateSparkFailureTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void reportsWhatAnotherAttemptWouldRepeat() {
        fail(new IllegalArgumentException("there are only 3 users"));
        assertThat(out()).isEqualTo("palate: {\"error\":\"There are only 3 users.\"}\n");
        fail(new SparkException("job aborted", new IllegalArgumentException("line 7 has no rating")));
        assertThat(out()).contains("{\"error\":\"Line 7 has no rating.\"}");
        fail(new TrainingDivergedException(3));
        assertThat(out().lines()).hasSize(3).allMatch(line -> line.startsWith("palate: {\"error\""));
    }

    @Test
    void leavesToAnotherAttemptWhatCanSucceedThen() {
        for (Throwable failure : List.of(
                new IllegalStateException("the database is shutting down"),
                new SparkException("Job 3 cancelled because SparkContext was shut down", null),
                new SparkException("job aborted", new NoSuchFileException("/tmp/blockmgr/0c")),
                new OutOfMemoryError("Java heap space"))) {
            fail(failure);
        }
        assertThat(out()).isEmpty();
        assertThat(err().lines())
                .contains(
                        "The database is shutting down.",
                        "Job 3 cancelled because SparkContext was shut down.",
                        "/tmp/blockmgr/0c.")
                .endsWith("Java heap space.");
    }

    @Test
    void saysThatTheClusterCannotBeReached() {
        fail(new IllegalStateException("Cannot call methods on a stopped SparkContext.\nIt was created at:"));
        assertThat(out()).isEmpty();
        assertThat(err()).endsWith(" cannot be reached, or has ended the application.\n");
    }

    @Test
    void refusesAnUnknownCommand() {
        assertThat(PalateSpark.run(List.of("sort"), stream(out), stream(err))).isEqualTo(1);
        assertThat(out()).isEqualTo("palate: {\"error\":\"Unknown command 'sort'; expected train or score.\"}\n");
    }

    private void fail(Throwable failure) {
        assertThat(PalateSpark.failed(failure, new Progress(stream(out)), stream(err)))
                .isEqualTo(1);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
