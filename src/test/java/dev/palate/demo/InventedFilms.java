package dev.palate.demo;

import java.io.IOException;
import java.nio.file.Path;

/** The synthetic films and ratings of the demo, for tests of other packages. */
public final class InventedFilms {

    private InventedFilms() {}

    /** Writes {@code movies.csv} and {@code ratings.csv}. */
    public static void write(Path directory) throws IOException {
        new SyntheticRatings(1).write(directory);
    }
}
