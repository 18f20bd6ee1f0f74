package dev.palate.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests recommendations of users at a fixed rate, independent of the responses to earlier requests. The time of a response
 * starts when its request is due, so it includes a delayed sending. Each sender blocks on its own connection, so no other thread
 * of the client adds to the time.
 */
final class FixedRate {

    private static final int SENDERS = 32;
    private static final int PER_SECOND = 50;
    private static final long PERIOD = 1_000_000_000L / PER_SECOND;

    private final URI service;
    private final int users;
    private long seed;

    FixedRate(URI service, int users) {
        this.service = service;
        this.users = users;
    }

    /** The times of all responses in ascending order, and the number of requests without a response of 200. */
    record Responses(double[] millis, int errors) {

        static Responses merge(List<Responses> parts) {
            double[] all = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(part.millis))
                    .sorted()
                    .toArray();
            return new Responses(all, parts.stream().mapToInt(Responses::errors).sum());
        }

        double quantile(double share) {
            return millis[(int) Math.ceil(share * millis.length) - 1];
        }
    }

    /** Sends requests for {@code seconds} and waits for the last response. */
    Responses run(int seconds) throws InterruptedException {
        int[] requested = new SplittableRandom(++seed)
                .ints(seconds * PER_SECOND, 1, users + 1)
                .toArray();
        double[] millis = new double[requested.length];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        long start = System.nanoTime() + PERIOD;
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            Thread sender = new Thread(() -> {
                for (int n = next.getAndIncrement(); n < requested.length; n = next.getAndIncrement()) {
                    long due = start + n * PERIOD;
                    awaitNanoTime(due);
                    errors.addAndGet(succeeds(requested[n]) ? 0 : 1);
                    millis[n] = (System.nanoTime() - due) / 1e6;
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        Arrays.sort(millis);
        return new Responses(millis, errors.get());
    }

    private boolean succeeds(int user) {
        try {
            HttpURLConnection request = (HttpURLConnection) service.resolve("/users/" + user + "/recommendations?k=30")
                    .toURL()
                    .openConnection();
            try (InputStream body = request.getInputStream()) {
                return body.readAllBytes().length > 0 && request.getResponseCode() == 200;
            }
        } catch (IOException failed) {
            return false;
        }
    }

    private static void awaitNanoTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
