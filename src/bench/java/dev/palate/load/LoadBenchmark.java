package dev.palate.load;

import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the built jar with 100,000 users and a Mult-VAE 600-200 under requests for recommendations from other processes: for
 * warm users (few users, whose ratings are in memory; with cached and with new lists), for cold users (each requested once), and
 * for endpoints of the same server that return the same bytes through the same filters and do nothing else. The kinds alternate
 * in several rounds:
 *
 * <pre>java ... dev.palate.load.LoadBenchmark 20000 docs/benchmarks/load-20000.json</pre>
 *
 * <p>Options of the service's JVM may follow. Debian's {@code wrk} must be installed.
 */
public final class LoadBenchmark {

    private static final int USERS = 100_000;
    private static final int RATINGS_PER_USER = 50;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;
    /** Per kind and turn: the JIT compiler has optimised a path after about a hundred thousand requests. */
    private static final int WARMING_SECONDS = 20;

    private static final int[] OPEN_RATES = {100};
    private static final String RECOMMENDATIONS = "/users/USER/recommendations?k=30";
    /** A query that was not requested before, so that the list is computed. */
    private static final String NEW_LISTS = RECOMMENDATIONS + "&exclude=none-NUMBER";

    private static final String NOTHING = "/users/USER/nothing";
    private static final String WRITTEN = "/users/USER/nothing/written";
    private static final Users WARM = new Users(1, 100, true);
    private static final Path FOLDER = Path.of("target/bench-load").toAbsolutePath();

    private final BenchmarkedService service;
    private final Wrk wrk;
    private final Map<String, List<Map<String, Object>>> closed = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> open = new LinkedHashMap<>();
    private int nextCold = 1 + WARM.count();

    private LoadBenchmark(BenchmarkedService service) {
        this.service = service;
        this.wrk = new Wrk(service.address(), FOLDER, CONNECTIONS);
    }

    public static void main(String[] arguments) throws Exception {
        int items = Integer.parseInt(arguments[0]);
        Path answer = FOLDER.resolve("answer.json");
        Files.createDirectories(FOLDER);
        Database database = FilledDatabase.create(USERS, items, RATINGS_PER_USER);
        List<String> jvm = List.of(arguments).subList(2, arguments.length);
        Files.writeString(answer, "{}");
        try (BenchmarkedService first = LoadedService.start(database, FOLDER, answer, jvm)) {
            Files.writeString(
                    answer, first.get(RECOMMENDATIONS.replace("USER", "1")).toString());
        }
        Report report = new Report();
        try (BenchmarkedService service = LoadedService.start(database, FOLDER, answer, jvm)) {
            LoadBenchmark benchmark = new LoadBenchmark(service);
            benchmark.warmUp();
            benchmark.measure();
            benchmark.write(report, items, Files.size(answer), jvm);
        }
        report.finish(Path.of(arguments[1]));
        System.exit(0);
    }

    private void warmUp() throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            wrk.run(NOTHING, WARM, WARMING_SECONDS / 2);
            wrk.run(WRITTEN, WARM, WARMING_SECONDS / 2);
            wrk.run(RECOMMENDATIONS, WARM, WARMING_SECONDS);
            wrk.run(NEW_LISTS, WARM, WARMING_SECONDS);
            cold(SECONDS / 2);
        }
    }

    private void measure() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            record(closed, "nothing", wrk.run(NOTHING, WARM, SECONDS));
            record(closed, "nothingWritten", wrk.run(WRITTEN, WARM, SECONDS));
            record(closed, "warm", wrk.run(RECOMMENDATIONS, WARM, SECONDS));
            record(closed, "warmNewLists", wrk.run(NEW_LISTS, WARM, SECONDS));
            record(closed, "cold", cold(SECONDS / 2));
        }
        for (int rate : OPEN_RATES) {
            record(open, "nothing", openLoad(NOTHING, WARM, rate));
            record(open, "warm", openLoad(RECOMMENDATIONS, WARM, rate));
            record(open, "warmNewLists", openLoad(NEW_LISTS, WARM, rate));
            record(open, "cold", openLoad(RECOMMENDATIONS, takeCold(rate * SECONDS), rate));
        }
    }

    private static void record(Map<String, List<Map<String, Object>>> to, String kind, Map<String, Object> figures) {
        System.out.println(kind + " " + figures);
        to.computeIfAbsent(kind, key -> new ArrayList<>()).add(figures);
    }

    /** Fails if there are too few users. */
    private Map<String, Object> cold(int seconds) throws Exception {
        Users rest = new Users(nextCold, USERS - nextCold, false);
        Map<String, Object> figures = wrk.run(RECOMMENDATIONS, rest, seconds);
        int requested = (int) figures.get("count") + CONNECTIONS;
        if (requested > rest.count()) {
            throw new IllegalStateException("no cold users left");
        }
        nextCold += requested;
        return figures;
    }

    private Users takeCold(int count) {
        Users users = new Users(nextCold, count, false);
        nextCold += count;
        return users;
    }

    private Map<String, Object> openLoad(String path, Users users, int perSecond)
            throws IOException, InterruptedException {
        Process load = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenLoad.class.getName(),
                        service.address().resolve("/") + path.substring(1),
                        Integer.toString(users.first()),
                        Integer.toString(users.count()),
                        Boolean.toString(users.random()),
                        Integer.toString(perSecond),
                        Integer.toString(SECONDS))
                .redirectErrorStream(true)
                .start();
        String output = new String(load.getInputStream().readAllBytes());
        int result = output.indexOf("RESULT ");
        if (load.waitFor() != 0 || result < 0) {
            throw new IOException("open load: " + output);
        }
        return new JsonMapper().readValue(output.substring(result + 7), Map.class);
    }

    private void write(Report report, int items, long bytes, List<String> jvm) {
        report.put("items", items);
        report.put("users", USERS);
        report.put("ratingsPerUserMean", RATINGS_PER_USER);
        report.put("network", "mult-vae-600-200");
        report.put("answerBytes", bytes);
        report.put("connections", CONNECTIONS);
        report.put("secondsEach", SECONDS);
        report.put("java", System.getProperty("java.runtime.version"));
        report.put("serviceJvm", jvm);
        report.put("closed", closed);
        report.put("open", open);
        for (String baseline : List.of("nothing", "nothingWritten")) {
            Map<String, Object> shares = new LinkedHashMap<>();
            for (String kind : List.of("warm", "warmNewLists", "cold")) {
                shares.put(kind, Quantiles.rounded(medianThroughput(kind) / medianThroughput(baseline)));
            }
            report.put("throughputRelativeTo." + baseline, shares);
        }
    }

    private double medianThroughput(String kind) {
        double[] sorted = closed.get(kind).stream()
                .mapToDouble(figures -> ((Number) figures.get("requestsPerSecond")).doubleValue())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
