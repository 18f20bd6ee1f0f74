package dev.palate.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Synthetic films and ratings for a machine that cannot download MovieLens. They contain no real person's data.
 *
 * <p>A user has a taste for each genre; a film has one to three genres, a quality and a fame. Users rate well-known films and
 * films to their taste more often, and rate the films that they like higher. A model can therefore learn more than popularity.
 * Equal seeds give equal files.
 */
final class SyntheticRatings {

    static final int USERS = 600;
    static final int ITEMS = 800;

    private static final int MEAN_EXTRA_RATINGS = 60;
    private static final int LEAST_RATINGS = 20;
    private static final long FIRST_SECOND = 1_600_000_000L;
    private static final List<String> GENRES = List.of(
            "Drama", "Comedy", "Adventure", "Mystery", "Romance", "Thriller", "History", "Music", "Fantasy", "Family");
    private static final List<String> ADJECTIVES =
            List.of(("Quiet Crimson Last Hollow Golden Paper Distant Broken Silver Hidden Restless Wooden Frozen "
                            + "Burning Secret Second Borrowed Endless Little Northern Velvet Patient Wandering Electric "
                            + "Salted Blue Careful Lost Seventh Sleeping")
                    .split(" "));
    private static final List<String> NOUNS =
            List.of(("Harbour Orchard Letter Lantern River Clockmaker Garden Winter Station Mirror Island "
                            + "Cartographer Bridge Sparrow Theatre Mountain Neighbour Voyage Kitchen Library Carnival "
                            + "Lighthouse Detective Waltz Meadow Promise Archive Caravan Window Astronomer")
                    .split(" "));

    private final Random random;

    SyntheticRatings(long seed) {
        this.random = new Random(seed);
    }

    private record Film(String title, List<Integer> genres, double quality, double fame) {}

    /** Writes {@code movies.csv} and {@code ratings.csv} into a directory, in the layout of MovieLens' newer releases. */
    void write(Path directory) throws IOException {
        List<Film> films = films();
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("movies.csv"))) {
            out.write("movieId,title,genres\n");
            for (int i = 0; i < films.size(); i++) {
                List<String> genres =
                        films.get(i).genres().stream().map(GENRES::get).toList();
                out.write((i + 1) + "," + films.get(i).title() + "," + String.join("|", genres) + "\n");
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("ratings.csv"))) {
            out.write("userId,movieId,rating,timestamp\n");
            for (int user = 1; user <= USERS; user++) {
                writeUser(out, user, films);
            }
        }
    }

    private List<Film> films() {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < ITEMS) {
            names.add("The " + pick(ADJECTIVES) + " " + pick(NOUNS));
        }
        List<Film> films = new ArrayList<>(ITEMS);
        for (String name : names) {
            Set<Integer> genres = new LinkedHashSet<>();
            int count = 1 + random.nextInt(3);
            while (genres.size() < count) {
                genres.add(random.nextInt(GENRES.size()));
            }
            String title = name + " (" + (1950 + random.nextInt(70)) + ")";
            double fame = Math.exp(random.nextGaussian());
            films.add(new Film(title, List.copyOf(genres), 0.5 * random.nextGaussian(), fame));
        }
        return films;
    }

    private void writeUser(BufferedWriter out, int user, List<Film> films) throws IOException {
        double[] taste = random.doubles(GENRES.size()).map(u -> 2 * u - 1).toArray();
        double generosity = 3.4 + 0.3 * random.nextGaussian();
        int count = LEAST_RATINGS + (int) (-MEAN_EXTRA_RATINGS * Math.log(1 - random.nextDouble()));
        for (int film : rated(taste, films, Math.min(count, ITEMS / 2))) {
            double liking = generosity
                    + 1.5 * affinity(taste, films.get(film))
                    + films.get(film).quality()
                    + 0.5 * random.nextGaussian();
            long stars = Math.max(1, Math.min(5, Math.round(liking)));
            out.write(String.format(
                    Locale.ROOT, "%d,%d,%d.0,%d\n", user, film + 1, stars, FIRST_SECOND + user * 86_400L + film));
        }
    }

    /** A sample without replacement, weighted by fame and taste (Efraimidis and Spirakis 2006). */
    private List<Integer> rated(double[] taste, List<Film> films, int count) {
        double[] keys = films.stream()
                .mapToDouble(film ->
                        -Math.log(1 - random.nextDouble()) / (film.fame() * Math.exp(2 * affinity(taste, film))))
                .toArray();
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .limit(count)
                .sorted()
                .toList();
    }

    private static double affinity(double[] taste, Film film) {
        return film.genres().stream()
                .mapToDouble(genre -> taste[genre])
                .average()
                .orElse(0);
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
