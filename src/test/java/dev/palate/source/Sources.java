package dev.palate.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that the rules apply to. */
public final class Sources {

    public static final Path MAIN = Path.of("src/main/java");
    public static final String PACKAGE_INFO = "package-info.java";

    private Sources() {}

    /** All files of the main code, except the descriptions of packages. */
    public static List<Path> classes() {
        return mainFiles().stream()
                .filter(file -> !file.getFileName().toString().equals(PACKAGE_INFO))
                .toList();
    }

    static List<Path> mainFiles() {
        return files(MAIN, ".java");
    }

    static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code model.checkpoint}, without {@code dev.palate}. */
    public static String packageOf(Path file) {
        String name = MAIN.resolve("dev/palate").relativize(file.getParent()).toString();
        return name.replace('/', '.');
    }
}
