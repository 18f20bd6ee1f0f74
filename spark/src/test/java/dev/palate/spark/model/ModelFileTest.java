package dev.palate.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    @TempDir
    private Path folder;

    @Test
    void leavesTheOldFileAndNoPartOfTheNewOneIfItCannotBeWritten() throws IOException {
        Path target = folder.resolve("state.palate");
        ModelFile.replace(target, checkpoint -> checkpoint.text("version", "old"));
        assertThatThrownBy(() -> ModelFile.replace(target, checkpoint -> {
                    checkpoint.floats("weights", new float[100_000]);
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(ModelFile.open(target).text("version")).isEqualTo("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }
}
