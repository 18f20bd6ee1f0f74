package dev.palate.core.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.metrics.ItemCategories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The genres in a MovieLens directory: {@code u.item} with {@code u.genre}, {@code movies.dat} or {@code movies.csv}. */
public final class MovieLensGenres {

    private static final int FIRST_FLAG = 5;

    private MovieLensGenres() {}

    /** The genres of {@code items}; empty if {@code directory} is not one, or has none of these files. */
    public static Optional<ItemCategories> read(Path directory, IdIndex items) {
        if (Files.isRegularFile(directory.resolve("u.item"))) {
            return Optional.of(of(items, flags(directory)));
        }
        if (Files.isRegularFile(directory.resolve("movies.dat"))) {
            return Optional.of(of(items, names(directory.resolve("movies.dat"), "::")));
        }
        return Files.isRegularFile(directory.resolve("movies.csv"))
                ? Optional.of(of(items, names(directory.resolve("movies.csv"), ",")))
                : Optional.empty();
    }

    private static ItemCategories of(IdIndex items, Map<String, List<String>> genres) {
        return ItemCategories.of(items.ids().stream()
                .map(id -> genres.getOrDefault(id, List.of()))
                .toList());
    }

    private static Map<String, List<String>> flags(Path directory) {
        Map<String, List<String>> genres = new HashMap<>();
        for (String line : lines(directory.resolve("u.item"))) {
            String[] fields = line.split("\\|");
            List<String> set = new ArrayList<>();
            for (int field = FIRST_FLAG; field < fields.length; field++) {
                if (fields[field].equals("1")) {
                    set.add("genre " + (field - FIRST_FLAG));
                }
            }
            genres.put(fields[0], set);
        }
        return genres;
    }

    /** Titles may hold the separator: the id is before the first one, the genres after the last. */
    private static Map<String, List<String>> names(Path file, String separator) {
        Map<String, List<String>> genres = new HashMap<>();
        for (String line : lines(file)) {
            int first = line.indexOf(separator);
            if (first > 0) {
                String last = line.substring(line.lastIndexOf(separator) + separator.length());
                genres.put(
                        line.substring(0, first),
                        last.startsWith("(no genres") ? List.of() : Arrays.asList(last.split("\\|")));
            }
        }
        return genres;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
