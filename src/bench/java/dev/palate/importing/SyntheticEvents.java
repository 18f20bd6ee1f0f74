package dev.palate.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * An event log in the columns of RetailRocket, invented and always the same: in the order of time, so that the users of consecutive
 * rows differ, with one event for each user, item and type. A second file has the same rows as they are stored.
 */
record SyntheticEvents(Path folder, SyntheticRelease release) {

    private static final long FIRST_MILLIS = 1_430_000_000_000L;
    private static final int MILLIS_BETWEEN_EVENTS = 700;
    private static final String[] EVENTS = {"view", "view", "view", "view", "addtocart", "transaction"};

    Path eventsFile() {
        return folder.resolve("events.csv");
    }

    Path storedFile() {
        return folder.resolve("interactions.csv");
    }

    void write() throws IOException {
        long[] pairs = pairs();
        try (BufferedWriter events = Files.newBufferedWriter(eventsFile(), StandardCharsets.US_ASCII);
                BufferedWriter stored = Files.newBufferedWriter(storedFile(), StandardCharsets.US_ASCII)) {
            events.write("timestamp,visitorid,event,itemid,transactionid\n");
            for (int k = 0; k < pairs.length; k++) {
                long user = pairs[k] >>> 32;
                int item = (int) pairs[k];
                int event = (int) ((user * 31 + item) % EVENTS.length);
                long millis = FIRST_MILLIS + (long) k * MILLIS_BETWEEN_EVENTS;
                String time = Instant.ofEpochMilli(millis).toString();
                events.write(millis + "," + user + "," + EVENTS[event] + "," + item + ",\n");
                stored.write(user + "," + item + "," + time + "," + time + ",1,," + Math.max(1, event - 2) + "\n");
            }
        }
    }

    /** Distinct users and items of the release's ratings, shuffled. */
    private long[] pairs() throws IOException {
        release.write();
        long[] pairs = new long[release.ratings()];
        try (var lines = Files.lines(release.ratingsFile(), StandardCharsets.US_ASCII)) {
            int[] count = {0};
            lines.skip(1).forEach(line -> {
                int first = line.indexOf(',');
                int second = line.indexOf(',', first + 1);
                long user = Long.parseLong(line, 0, first, 10);
                pairs[count[0]++] = user << 32 | Integer.parseInt(line, first + 1, second, 10);
            });
        }
        SplittableRandom random = new SplittableRandom(21);
        for (int k = pairs.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            long swapped = pairs[k];
            pairs[k] = pairs[other];
            pairs[other] = swapped;
        }
        return pairs;
    }
}
