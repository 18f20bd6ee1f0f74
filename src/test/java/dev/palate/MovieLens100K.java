package dev.palate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the MovieLens 100K files are, which this repository may not hold: the environment variable {@code MOVIELENS_DIR}, or
 * {@code shared/data/ml-100k} beside the repository or any directory above it.
 */
public final class MovieLens100K {

    private MovieLens100K() {}

    /** The directory; skips the calling test where there is none. */
    public static Path directory() {
        Optional<Path> found = find();
        Assumptions.assumeTrue(
                found.isPresent(),
                "skipped: no MovieLens 100K; set MOVIELENS_DIR to the directory that holds its u.data");
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        String configured = System.getenv("MOVIELENS_DIR");
        Stream<Path> candidates = configured != null && !configured.isBlank()
                ? Stream.of(Path.of(configured))
                : Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                        .map(path -> path.resolve("shared/data/ml-100k"));
        return candidates
                .filter(path -> Files.isRegularFile(path.resolve("u.data")))
                .findFirst();
    }
}
