package dev.palate.bench;

import dev.palate.core.matrix.RatingMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Invented interactions, always the same for a seed: the popularity of items follows Zipf's law (exponent 0.8, shifted by 10), history
 * lengths are exponential, and 70 % of the items of a user come from the user's three topics, so that items have neighbours.
 *
 * @param topicItems the number of items of a topic
 */
record LongTail(int users, int items, int positives, int topicItems, long seed) {

    private static final double EXPONENT = 0.8;
    private static final double SHIFT = 10;
    private static final double OWN_TOPICS = 0.7;
    private static final int TOPICS_OF_USER = 3;
    private static final int SHORTEST = 5;

    /** {@code [users x items]}, with the value 1. */
    RatingMatrix matrix() {
        SplittableRandom random = new SplittableRandom(seed);
        int[] starts = starts(random);
        int[] columns = new int[positives];
        int[] visited = new int[items];
        int topics = Math.max(1, items / topicItems);
        int[] own = new int[TOPICS_OF_USER];
        for (int user = 0; user < users; user++) {
            Arrays.setAll(own, at -> zipf(random, topics));
            for (int at = starts[user]; at < starts[user + 1]; ) {
                int item = item(random, own, topics);
                if (visited[item] != user + 1) {
                    visited[item] = user + 1;
                    columns[at++] = item;
                }
            }
            Arrays.sort(columns, starts[user], starts[user + 1]);
        }
        return RatingMatrix.ofOnes(items, starts, columns);
    }

    private int[] starts(SplittableRandom random) {
        int[] starts = new int[users + 1];
        double tail = (double) positives / users - SHORTEST;
        long end = 0;
        for (int user = 0; user < users; user++) {
            end += Math.min(items / 5, SHORTEST + (long) (-tail * Math.log(1 - random.nextDouble())));
            starts[user + 1] = Math.toIntExact(end);
        }
        double factor = (double) positives / end;
        for (int user = 1; user <= users; user++) {
            starts[user] = (int) Math.round(starts[user] * factor);
        }
        return starts;
    }

    private int item(SplittableRandom random, int[] own, int topics) {
        int rank = items;
        while (rank >= items) {
            rank = random.nextDouble() < OWN_TOPICS
                    ? own[random.nextInt(own.length)] + topics * zipf(random, topicItems)
                    : zipf(random, items);
        }
        // A prime step spreads the ranks over the indexes.
        return (int) (rank * 1_000_003L % items);
    }

    /** A number below {@code count}; lower ones are more frequent. */
    private static int zipf(SplittableRandom random, int count) {
        double first = Math.pow(SHIFT, 1 - EXPONENT);
        double last = Math.pow(count + SHIFT, 1 - EXPONENT);
        double drawn = Math.pow(first + random.nextDouble() * (last - first), 1 / (1 - EXPONENT)) - SHIFT;
        return Math.min(count - 1, Math.max(0, (int) drawn));
    }
}
