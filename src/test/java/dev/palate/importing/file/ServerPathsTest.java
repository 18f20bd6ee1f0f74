package dev.palate.importing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPathsTest {

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(folder.resolve("root-2"));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(root.resolve("inside"), "data");
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
    }

    @Test
    void findsWhatLiesBelowTheRoot() throws IOException {
        assertThat(ServerPaths.resolve(root, "inside"))
                .isEqualTo(root.toRealPath().resolve("inside"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "link", "missing", "../root-2", "a\0b", "inside/../../secret"})
    void refusesEverythingElse(String path) {
        assertThatThrownBy(() -> ServerPaths.resolve(root, path))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("There is no file");
    }

    @Test
    void isOffWithoutARoot() {
        assertThatThrownBy(() -> ServerPaths.resolve(null, "inside"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("palate.imports.root");
    }
}
