package dev.palate.load;

import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Starts the built jar with one additional endpoint that does nothing. */
final class LoadedService {

    private static final Path JAR = Path.of("target/palate.jar").toAbsolutePath();

    private LoadedService() {}

    /**
     * @param answer the file that the additional endpoint returns
     * @param jvm additional options of the JVM
     */
    static BenchmarkedService start(Database database, Path folder, Path answer, List<String> jvm)
            throws IOException, InterruptedException {
        List<String> program = List.of("-cp", JAR + ":" + extraClasses(folder), "dev.palate.PalateApplication");
        List<String> newerJdk = Runtime.version().feature() >= 24
                ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                : List.of();
        String[] options = Stream.of(List.of("-Xmx1g"), newerJdk, jvm, List.of("--load.answer=" + answer))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return BenchmarkedService.start(program, database, folder, options);
    }

    /** A folder that contains only the controller: the service must not see other classes of tests and benchmarks. */
    private static Path extraClasses(Path folder) throws IOException {
        String name = "web/NothingController.class";
        Path target = folder.resolve("classes/dev/palate/load").resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream controller = Objects.requireNonNull(LoadedService.class.getResourceAsStream(name))) {
            Files.copy(controller, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return folder.resolve("classes");
    }
}
