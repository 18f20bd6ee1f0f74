package dev.palate.beside;

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
 * Asks for users' recommendations at a fixed rate, whether earlier requests have been answered or not. An answer's time counts
 * from the moment at which its request was due, so that a late start is part of it. Each sender blocks on its own
 * connection: no thread of the client stands between it and the service.
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

    /** Milliseconds of all answers in order of size, and how many were none or not 200. */
    record Answers(double[] millis, int errors) {

        static Answers together(List<Answers> parts) {
            double[] all = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(part.millis))
                    .sorted()
                    .toArray();
            return new Answers(all, parts.stream().mapToInt(Answers::errors).sum());
        }

        double quantile(double share) {
            return millis[(int) Math.ceil(share * millis.length) - 1];
        }
    }

    /** Sends for so many seconds and waits for the last answer. */
    Answers run(int seconds) throws InterruptedException {
        int[] asked = new SplittableRandom(++seed)
                .ints(seconds * PER_SECOND, 1, users + 1)
                .toArray();
        double[] millis = new double[asked.length];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        long start = System.nanoTime() + PERIOD;
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            Thread sender = new Thread(() -> {
                for (int n = next.getAndIncrement(); n < asked.length; n = next.getAndIncrement()) {
                    long due = start + n * PERIOD;
                    awaitNanoTime(due);
                    errors.addAndGet(isAnswered(asked[n]) ? 0 : 1);
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
        return new Answers(millis, errors.get());
    }

    private boolean isAnswered(int user) {
        try {
            HttpURLConnection request = (HttpURLConnection) service.resolve("/users/" + user + "/recommendations?k=30")
                    .toURL()
                    .openConnection();
            try (InputStream body = request.getInputStream()) {
                return body.readAllBytes().length > 0 && request.getResponseCode() == 200;
            }
        } catch (IOException refused) {
            return false;
        }
    }

    private static void awaitNanoTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
