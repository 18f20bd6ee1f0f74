package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    private Path directory;

    @Test
    void namesTheHolderToTheSecondComer() throws IOException {
        try (DirectoryLock held = DirectoryLock.acquire(directory)) {
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeAgainAfterClose() throws IOException {
        DirectoryLock.acquire(directory).close();
        DirectoryLock.acquire(directory).close();
    }
}
