package dev.palate.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Files as MovieLens 25M has them, invented and always the same: popularity falls with the square root of the rank (the
 * most popular item is known to half of the users), history lengths are 20 and an exponential tail, users follow one
 * another and so do their items.
 */
public record SyntheticRelease(Path folder, int users, int items, int ratings) {

    private static final int SHORTEST_HISTORY = 20;
    private static final int LONGEST_HISTORY = 4000;

    /** The shape of MovieLens 20M, or of a part of it that keeps its users' history lengths. */
    public static SyntheticRelease of(Path folder, int ratings) {
        return new SyntheticRelease(folder, Math.max(1, (int) (ratings * 138_000L / 20_000_000)), 27_000, ratings);
    }

    public Path ratingsFile() {
        return folder.resolve("ratings.csv");
    }

    public Path itemsFile() {
        return folder.resolve("movies.csv");
    }

    public void write() throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter out = Files.newBufferedWriter(itemsFile(), StandardCharsets.US_ASCII)) {
            out.write("movieId,title,genres\n");
            for (int item = 1; item <= items; item++) {
                out.write(item + ",\"Film, No. " + item + " (" + (1930 + item % 90) + ")\",Drama|Comedy\n");
            }
        }
        SplittableRandom random = new SplittableRandom(20);
        int[] lengths = historyLengths(random);
        try (BufferedWriter out = Files.newBufferedWriter(ratingsFile(), StandardCharsets.US_ASCII)) {
            out.write("userId,movieId,rating,timestamp\n");
            for (int user = 1; user <= users; user++) {
                writeHistory(out, user, lengths[user - 1], random);
            }
        }
    }

    /** Their sum is the number of ratings. */
    private int[] historyLengths(SplittableRandom random) {
        int[] lengths = new int[users];
        double tail = (double) ratings / users - SHORTEST_HISTORY;
        Arrays.setAll(
                lengths,
                user -> Math.min(
                        LONGEST_HISTORY, SHORTEST_HISTORY + (int) (-tail * Math.log(1 - random.nextDouble()))));
        int missing = ratings - Arrays.stream(lengths).sum();
        for (int user = 0; missing != 0; user = (user + 1) % users) {
            int step = Integer.signum(missing);
            if (lengths[user] + step > 0) {
                lengths[user] += step;
                missing -= step;
            }
        }
        return lengths;
    }

    private void writeHistory(BufferedWriter out, int user, int length, SplittableRandom random) throws IOException {
        BitSet rated = new BitSet(items);
        for (int k = 0; k < length; ) {
            double draw = random.nextDouble();
            int rank = (int) (draw * draw * items);
            // A step coprime to the number of items: ranks are spread over the ids.
            int item = (int) (rank * 7919L % items);
            if (!rated.get(item)) {
                rated.set(item);
                k++;
            }
        }
        for (int item = rated.nextSetBit(0); item >= 0; item = rated.nextSetBit(item + 1)) {
            out.write(user + "," + (item + 1) + "," + (1 + random.nextInt(10)) / 2.0 + ","
                    + (1_000_000_000 + random.nextInt(400_000_000)) + "\n");
        }
    }
}
