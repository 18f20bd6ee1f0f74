package dev.palate.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open load, a separate process: requests at random times with a fixed average rate, independent of the responses to earlier
 * requests. A time starts when the request is due.
 */
public final class OpenLoad {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final Users users;
    private final int perSecond;
    private final int seconds;
    private final AtomicInteger errors = new AtomicInteger();

    private OpenLoad(String[] arguments) {
        address = arguments[0];
        users = new Users(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Boolean.parseBoolean(arguments[3]));
        perSecond = Integer.parseInt(arguments[4]);
        seconds = Integer.parseInt(arguments[5]);
    }

    /** {@code address with USER} {@code first user} {@code users} {@code random} {@code requests per second} {@code seconds} */
    public static void main(String[] arguments) throws InterruptedException {
        OpenLoad load = new OpenLoad(arguments);
        System.out.println("RESULT " + new JsonMapper().writeValueAsString(load.run()));
        System.exit(0);
    }

    private Map<String, Object> run() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(5);
        int count = perSecond * seconds;
        long[] nanos = new long[count];
        CountDownLatch pending = new CountDownLatch(count);
        long due = System.nanoTime();
        for (int n = 0; n < count; n++) {
            due += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perSecond);
            int user = users.first() + (users.random() ? random.nextInt(users.count()) : n % users.count());
            String path = address.replace("USER", Integer.toString(user))
                    .replace("NUMBER", seconds + "-" + perSecond + "-" + n);
            HttpRequest request = HttpRequest.newBuilder(URI.create(path)).build();
            waitUntil(due);
            send(request, due, nanos, n, pending);
        }
        if (!pending.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(pending.getCount() + " requests have no response");
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("requestsPerSecond", perSecond);
        figures.putAll(new Quantiles(nanos).json());
        figures.put("errors", errors.get());
        return figures;
    }

    private void send(HttpRequest request, long due, long[] nanos, int n, CountDownLatch pending) {
        http.sendAsync(request, BodyHandlers.discarding()).whenComplete((response, failure) -> {
            nanos[n] = System.nanoTime() - due;
            if (failure != null || response.statusCode() != 200) {
                errors.incrementAndGet();
            }
            pending.countDown();
        });
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
