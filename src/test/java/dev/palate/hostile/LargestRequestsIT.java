package dev.palate.hostile;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The largest request that the limits of each endpoint allow, from 32 concurrent callers, to a service with a heap of 512 MB that
 * ends when the heap is exhausted.
 */
@Tag("slow")
class LargestRequestsIT {

    private static final int CALLERS = 32;
    private static final int ITEMS = 2_500;
    private static final int USERS = 40;
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    @TempDir
    private Path directory;

    private final Database database = PostgresFixture.newMigratedDatabase();
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("ArrayRecordComponent") // calls are not compared
    private record Call(String method, String path, String type, byte[] body) {}

    @Test
    void leaveTheProcessAlive() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(
                database,
                directory.resolve("service.log"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=4",
                "-XX:+ExitOnOutOfMemoryError",
                "palate.ratings.batch-limit=100000",
                "palate.interactions.batch-limit=50000",
                "palate.jobs.poll=100ms")) {
            prepare(service);
            Map<String, Map<Integer, Integer>> statuses = new ConcurrentHashMap<>();

            for (Call call : calls()) {
                callTogether(service, call, statuses.computeIfAbsent(name(call), name -> new ConcurrentHashMap<>()));
                System.out.println("largest " + name(call) + " " + statuses.get(name(call)));
                assertThat(service.isAlive()).as(name(call)).isTrue();
            }
            callTogether(
                    service, distinctQueries(), statuses.computeIfAbsent("queries", q -> new ConcurrentHashMap<>()));

            assertThat(service.isAlive()).isTrue();
            assertThat(send(service, get("/actuator/health/liveness"))).isEqualTo(200);
            assertThat(statuses)
                    .allSatisfy((call, counts) -> assertThat(counts.keySet())
                            .as(call)
                            .allSatisfy(status -> assertThat(status).isBetween(200, 429)));
            assertThat(statuses)
                    .allSatisfy((call, counts) -> assertThat(counts.keySet())
                            .as("%s: somebody gets an answer", call)
                            .anySatisfy(status -> assertThat(status).isNotEqualTo(429)));
        }
    }

    /** Items with categories, one user who has rated all of them, and others; a model that knows them. */
    private void prepare(ServiceProcess service) throws Exception {
        String items = IntStream.range(0, ITEMS)
                .mapToObj(n -> "{\"id\":\"b%d\",\"title\":\"Item number %d\",\"genres\":[\"c%d\",\"c%d\",\"d%d\"]}"
                        .formatted(n, n, n % 7, n % 1000, n))
                .collect(Collectors.joining("\n"));
        awaitJob(service, upload(service, "items.ndjson", items, "kind=items"));
        String ratings = "userId,itemId,rating\n"
                + IntStream.range(0, ITEMS)
                        .mapToObj(n -> "power,b%d,%d\no%d,b%d,%d\n"
                                .formatted(n, 1 + n % 5, n % USERS, n * 7 % ITEMS, 1 + n % 5))
                        .collect(Collectors.joining());
        awaitJob(service, upload(service, "ratings.csv", ratings, ""));
        HttpResponse<String> job = http.send(
                request(
                        service,
                        post(
                                "/models/autorec/train",
                                "{\"promote\":\"always\",\"hyperparameters\":{\"epochs\":1,\"hiddenSize\":8}}")),
                BodyHandlers.ofString());
        awaitJob(service, "/training-jobs/" + JsonPath.<String>read(job.body(), "$.id"));
    }

    private List<Call> calls() {
        String visitor = "{\"k\":1000,\"explain\":true,\"ratings\":["
                + joined(10_000, n -> "{\"itemId\":\"b%d\",\"value\":%d}".formatted(n, 1 + n % 5)) + "],\"exclude\":["
                + joined(10_000, n -> "\"x%d\"".formatted(n)) + "],\"candidates\":["
                + joined(10_000, n -> "\"b%d\"".formatted(n)) + "]}";
        String batch = "{\"k\":1000,\"explain\":true,\"includeRated\":true,\"users\":["
                + joined(1000, n -> "\"o%d\"".formatted(n)) + "]}";
        String unknown = "{" + joined(300_000, n -> "\"%05x\":1".formatted(n)) + "}";
        String nested = "{\"a\":[" + joined(500_000, n -> "[]") + "]}";
        String text = "{\"title\":\"" + "x".repeat(15_000_000) + "\"}";
        String events = "{\"events\":["
                + joined(1000, n -> "{\"type\":\"shown\",\"itemId\":\"%s\"}".formatted("e".repeat(200))) + "]}";
        String ratings = "["
                + joined(
                        100_000,
                        n -> "{\"userId\":\"w%d\",\"itemId\":\"b%d\",\"value\":3}".formatted(n % 50, n % ITEMS))
                + "]";
        String interactions = "["
                + joined(
                        50_000,
                        n -> "{\"userId\":\"w%d\",\"itemId\":\"b%d\",\"type\":\"view\",\"value\":3,\"id\":\"%s%d\"}"
                                .formatted(n % 50, n % ITEMS, "e".repeat(150), n))
                + "]";
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\nuserId,itemId,rating\r\n"
                        + "1,b1,1\r\n".repeat(500_000) + "\r\n--x--\r\n";
        String models = "&explain=true&models=autorec:1," + "autorec,".repeat(1900) + "autorec";
        return List.of(
                post("/recommendations", visitor),
                post("/recommendations/batch", batch),
                post("/recommendations", nested),
                post("/ratings", nested),
                post("/ratings", ratings),
                post("/interactions", nested),
                post("/interactions", interactions),
                post("/models/autorec/train", unknown),
                post("/models/autorec/tune", nested),
                post("/recommendations/x/events", events),
                post("/download-links", "{\"path\":\"/exports/" + "x".repeat(1400) + "\"}"),
                new Call("PUT", "/items/large", "application/json", text.getBytes(StandardCharsets.UTF_8)),
                new Call("PUT", "/users/a/ratings/b1", "application/json", nested.getBytes(StandardCharsets.UTF_8)),
                new Call(
                        "POST",
                        "/imports/check",
                        "multipart/form-data; boundary=x",
                        form.getBytes(StandardCharsets.UTF_8)),
                get("/users/power/recommendations?k=1000&explain=true&includeRated=true"),
                get("/users/power/recommendations?k=1000&offset=100000&includeRated=true"),
                get("/users/o1/recommendations?k=1000&diversity=1&calibration=0.5"),
                get("/users/power/recommendations/comparison?k=1000&includeRated=true" + models),
                get("/items/b1/similar?k=1000"),
                get("/items?size=1000"),
                get("/items?size=1000&sort=-title&query=item"),
                get("/categories?size=1000"),
                get("/items/b1/statistics"),
                get("/users?size=1000"),
                get("/users?size=1000&match=contains&query=pow"),
                get("/users/power"),
                get("/overview"),
                get("/activity?size=200"),
                get("/caller"),
                get("/users/power/ratings?size=1000"),
                get("/imports?size=1000"),
                get("/imports/" + NO_ID + "/rejections?size=1000"),
                get("/imports/" + NO_ID + "/rejections.csv"),
                get("/training-jobs?size=1000"),
                get("/models?size=1000"),
                get("/models/autorec/versions/1"),
                get("/models/autorec/versions/1/checkpoint"),
                get("/models/autorec/split/results"),
                get("/models/comparison?online=true&days=400"),
                get("/users/w1/interactions?size=1000"),
                get("/exports/ratings.csv"),
                get("/exports/interactions.csv"),
                get("/exports/preferences.csv"),
                get("/exports/users/power/ratings.ndjson"),
                get("/v3/api-docs"),
                get("/actuator/prometheus"));
    }

    /** Each caller asks for lists that differ in thousands of excluded ids. */
    private static IntFunction<Call> distinctQueries() {
        String ids =
                IntStream.range(0, 3_500).mapToObj(n -> Integer.toString(n, 36)).collect(Collectors.joining(","));
        Random random = new Random(1);
        return n -> get("/users/o1/recommendations?k=1&exclude=x" + Long.toString(random.nextLong(), 36) + "," + ids);
    }

    private void callTogether(ServiceProcess service, Call call, Map<Integer, Integer> statuses) throws Exception {
        callTogether(service, 1, n -> call, statuses);
    }

    private void callTogether(ServiceProcess service, IntFunction<Call> calls, Map<Integer, Integer> statuses)
            throws Exception {
        callTogether(service, 60, calls, statuses);
    }

    private void callTogether(
            ServiceProcess service, int rounds, IntFunction<Call> calls, Map<Integer, Integer> statuses)
            throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                ends.add(callers.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        statuses.merge(send(service, calls.apply(round)), 1, Integer::sum);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(5, MINUTES);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private int send(ServiceProcess service, Call call) throws InterruptedException {
        try {
            return http.send(request(service, call), BodyHandlers.discarding()).statusCode();
        } catch (IOException refusedWhileSending) {
            return 413;
        }
    }

    private static HttpRequest request(ServiceProcess service, Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address(call.path()))
                .method(call.method(), BodyPublishers.ofByteArray(call.body()));
        return (call.type().isEmpty() ? request : request.header("Content-Type", call.type())).build();
    }

    private String upload(ServiceProcess service, String name, String content, String query) throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + content + "\r\n--x--\r\n";
        HttpResponse<String> response = http.send(
                request(
                        service,
                        new Call(
                                "POST",
                                "/imports?" + query,
                                "multipart/form-data; boundary=x",
                                form.getBytes(StandardCharsets.UTF_8))),
                BodyHandlers.ofString());
        return "/imports/" + JsonPath.<String>read(response.body(), "$.id");
    }

    private void awaitJob(ServiceProcess service, String path) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> JsonPath.<String>read(
                                http.send(request(service, get(path)), BodyHandlers.ofString())
                                        .body(),
                                "$.state")
                        .startsWith("SUCCEEDED"));
    }

    private static Call get(String path) {
        return new Call("GET", path, "", new byte[0]);
    }

    private static Call post(String path, String body) {
        return new Call("POST", path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String joined(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }

    private static String name(Call call) {
        return call.method() + " " + call.path().replaceAll("[?].{40,}", "?...") + " " + call.body().length;
    }
}
