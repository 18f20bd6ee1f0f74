package dev.palate.core.dataset;

import dev.palate.core.dataset.RatingLines.Numbering;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.TimedRatings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads files of {@code user item rating [timestamp]} lines, separated by a tab, a comma, {@code ::} or spaces; a first line
 * whose rating is not a number is a header. Of several ratings of one item by one user the last line counts.
 */
public final class RatingFiles {

    private static final List<String> MOVIELENS_NAMES = List.of("u.data", "ratings.dat", "ratings.csv");

    private RatingFiles() {}

    /**
     * Reads a rating file, or the one in a MovieLens directory ({@code u.data}, {@code ratings.dat} or {@code ratings.csv}).
     *
     * @throws InvalidRatingFileException if there is none, or a line is not a rating
     */
    public static RatingDataset read(Path fileOrDirectory) {
        return readTogether(List.of(find(fileOrDirectory))).get(0);
    }

    /** Reads several files that share one numbering of users and items: rows and columns of all results are the same. */
    public static List<RatingDataset> readTogether(List<Path> files) {
        Numbering users = new Numbering();
        Numbering items = new Numbering();
        List<RatingLines> all =
                files.stream().map(file -> lines(file, users, items)).toList();
        Order userOrder = Order.of(users.numbers());
        Order itemOrder = Order.of(items.numbers());
        return all.stream().map(lines -> dataset(lines, userOrder, itemOrder)).toList();
    }

    private static Path find(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidRatingFileException(path, "does not exist");
        }
        if (!Files.isDirectory(path)) {
            return path;
        }
        return MOVIELENS_NAMES.stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new InvalidRatingFileException(path, "holds none of " + String.join(", ", MOVIELENS_NAMES)));
    }

    private static RatingLines lines(Path file, Numbering users, Numbering items) {
        RatingLines lines = new RatingLines();
        // Ids may be anything, and MovieLens' older files are not UTF-8: every byte is a character here.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    parse(file, number, line, lines, users, items);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        if (lines.size() == 0) {
            throw new InvalidRatingFileException(file, "holds no ratings");
        }
        return lines;
    }

    private static void parse(
            Path file, long number, String line, RatingLines lines, Numbering users, Numbering items) {
        String[] fields = split(line);
        if (fields.length < 3) {
            throw new InvalidRatingFileException(
                    file, number, "expected 'user item rating [timestamp]', found '" + line + "'");
        }
        float value;
        long time = 0;
        try {
            value = Float.parseFloat(fields[2]);
            if (fields.length > 3) {
                time = Long.parseLong(fields[3]);
            } else {
                lines.lacksTime();
            }
        } catch (NumberFormatException e) {
            if (number == 1) {
                return;
            }
            throw new InvalidRatingFileException(file, number, "not a number in '" + line + "'");
        }
        if (!Float.isFinite(value)) {
            throw new InvalidRatingFileException(file, number, "the rating is not finite in '" + line + "'");
        }
        lines.add(users.of(fields[0]), items.of(fields[1]), value, time);
    }

    private static String[] split(String line) {
        if (line.indexOf('\t') >= 0) {
            return line.split("\t");
        }
        if (line.contains("::")) {
            return line.split("::");
        }
        return line.indexOf(',') >= 0 ? line.split(",") : line.strip().split(" +");
    }

    private static RatingDataset dataset(RatingLines lines, Order users, Order items) {
        long[] keys = new long[lines.size()];
        Integer[] order = new Integer[lines.size()];
        for (int line = 0; line < keys.length; line++) {
            keys[line] = (long) users.index(lines.user(line)) << 32 | items.index(lines.item(line));
            order[line] = line;
        }
        // Stable: of equal keys the later line comes last.
        Arrays.sort(order, Comparator.comparingLong(line -> keys[line]));
        int[] starts = new int[users.ids().size() + 1];
        int[] columns = new int[keys.length];
        float[] values = new float[keys.length];
        long[] times = new long[keys.length];
        int[] ranks = chronologicalRanks(lines);
        int size = 0;
        for (int at = 0; at < order.length; at++) {
            int line = order[at];
            if (at + 1 < order.length && keys[line] == keys[order[at + 1]]) {
                continue;
            }
            starts[(int) (keys[line] >>> 32) + 1]++;
            columns[size] = (int) keys[line];
            values[size] = lines.value(line);
            times[size++] = ranks[line];
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        RatingMatrix matrix = RatingMatrix.ofRows(
                items.ids().size(), starts, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
        return new RatingDataset(
                new TimedRatings(matrix, Arrays.copyOf(times, size)), users.ids(), items.ids(), lines.hasTimes());
    }

    /** The place of each line by time; lines of one second, which MovieLens has many of, stay in the order of the file. */
    private static int[] chronologicalRanks(RatingLines lines) {
        Integer[] order = new Integer[lines.size()];
        Arrays.setAll(order, line -> line);
        Arrays.sort(order, Comparator.comparingLong(lines::time));
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }

    /** The final index of each number that an id first got. */
    private record Order(IdIndex ids, int[] indexes) {

        static Order of(Map<String, Integer> numbers) {
            Stream<String> sorted = numbers.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
            IdIndex ids = IdIndex.of(sorted.toList());
            int[] indexes = new int[numbers.size()];
            numbers.forEach((id, number) -> indexes[number] = ids.indexOf(id));
            return new Order(ids, indexes);
        }

        int index(int number) {
            return indexes[number];
        }
    }
}
