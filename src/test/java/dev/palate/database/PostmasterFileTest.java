package dev.palate.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterFileTest {

    private static final PostmasterFile THIS_JVM =
            new PostmasterFile(ProcessHandle.current().pid());

    @TempDir
    private Path directory;

    @Test
    void readsTheProcessId() throws IOException {
        Path file = write("4711\n/data\n1700000000\n5432\n\n127.0.0.1\n  1 2\nready\n");
        assertThat(PostmasterFile.read(file)).contains(new PostmasterFile(4711));
    }

    @Test
    void isNothingWithoutANumber() throws IOException {
        assertThat(PostmasterFile.read(write(""))).isEmpty();
        assertThat(PostmasterFile.read(write("\0\0\0\0"))).isEmpty();
    }

    @Test
    void knowsAProcessByItsProgramsDirectory() throws IOException {
        assertThat(THIS_JVM.isRunningFrom(Path.of(System.getProperty("java.home"))))
                .isTrue();
    }

    @Test
    void isNotFooledByAnotherProgramWithThatNumber() throws IOException {
        assertThat(THIS_JVM.isRunningFrom(directory)).isFalse();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(PostmasterFile.in(directory), content);
    }
}
