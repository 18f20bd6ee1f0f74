package dev.palate.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Requests at a fixed rate, independent of the responses to earlier requests. Of 20 requests, 15 get a user's recommendations, 4
 * write a rating and 1 gets a visitor's recommendations. The time of a response starts when the request is due.
 */
final class SteadyLoad implements AutoCloseable {

    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService senders = Executors.newFixedThreadPool(32);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final SplittableRandom random = new SplittableRandom(6);
    private final URI service;
    private final int users;
    private final int items;
    private List<Double> millis = new ArrayList<>();
    private int errors;
    private int sent;

    SteadyLoad(URI service, int users, int items) {
        this.service = service;
        this.users = users;
        this.items = items;
    }

    /** The measurements since the previous window; NaN without a request. */
    record Window(int requests, int errors, double medianMillis, double p99Millis) {}

    void start(int perSecond) {
        long nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        clock.scheduleAtFixedRate(this::sendNext, 0, nanos, TimeUnit.NANOSECONDS);
    }

    private void sendNext() {
        HttpRequest request = next();
        long due = System.nanoTime();
        senders.execute(() -> send(request, due));
    }

    private HttpRequest next() {
        int kind = sent++ % 20;
        String user = "/users/" + (1 + random.nextInt(users));
        if (kind < 15) {
            return to(user + "/recommendations?k=30").build();
        }
        String item = Integer.toString(1 + random.nextInt(items));
        if (kind < 19) {
            String rating = "{\"value\": " + (1 + random.nextInt(5)) + "}";
            return to(user + "/ratings/" + item)
                    .header("Content-Type", JSON)
                    .PUT(BodyPublishers.ofString(rating))
                    .build();
        }
        String visitor = "{\"ratings\": [{\"itemId\": \"" + item + "\", \"value\": 5}]}";
        return to("/recommendations")
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(visitor))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private void send(HttpRequest request, long due) {
        boolean succeeded = false;
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            succeeded = response.statusCode() / 100 == 2;
        } catch (IOException failed) {
            succeeded = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        record((System.nanoTime() - due) / 1e6, succeeded);
    }

    private synchronized void record(double took, boolean succeeded) {
        millis.add(took);
        errors += succeeded ? 0 : 1;
    }

    synchronized Window window() {
        List<Double> sorted = millis.stream().sorted().toList();
        Window window = new Window(sorted.size(), errors, quantile(sorted, 0.5), quantile(sorted, 0.99));
        millis = new ArrayList<>();
        errors = 0;
        return window;
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.shutdownNow();
    }
}
