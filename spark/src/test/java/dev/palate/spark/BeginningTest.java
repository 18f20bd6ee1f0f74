package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeginningTest {

    private static final Beginning BEGINNING =
            new Beginning("order", Instant.parse("2025-01-02T03:04:05.678901Z"), 7, "data");

    @TempDir
    private Path folder;

    @Test
    void isFoundByTheSameOrderOnly() throws IOException {
        assertThat(Beginning.read(folder, "order")).isEmpty();
        BEGINNING.write(folder);
        assertThat(Beginning.read(folder, "order")).contains(BEGINNING);
        assertThat(Beginning.read(folder, "another")).isEmpty();
        Beginning later = new Beginning("another", Instant.EPOCH, 1, "data");
        later.write(folder);
        assertThat(Beginning.read(folder, "another")).contains(later);
        assertThat(Files.list(folder)).hasSize(1);
    }

    /** As a driver of an earlier version leaves it when it is killed. */
    @Test
    void aFileThatCannotBeReadIsNone() throws IOException {
        for (String text :
                new String[] {"", "{", "[]", "{\"order\": \"order\"}", "{\"order\": \"order\", \"at\": \"now\"}"}) {
            Files.writeString(folder.resolve("beginning.json"), text);
            assertThat(Beginning.read(folder, "order")).as(text).isEmpty();
        }
    }
}
