package dev.palate.load;

import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.bench.Report;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Computes the lists of all users with {@code POST /recommendation-batches} in the built jar, {@code k=30}, with a VAE in the ranking
 * preset (with initial weights, because the values do not affect the time), and downloads them. The first round includes the compilation
 * of the code.
 *
 * <pre>./mvnw -q -DskipTests package
 *./mvnw -q -Pbench process-test-classes exec:java -Dexec.mainClass=dev.palate.load.BatchBenchmark \
 *     -Dexec.classpathScope=test -Dexec.args="100000 20000 50 2 docs/benchmarks/batches.json"</pre>
 */
public final class BatchBenchmark {

    private static final String HEAP = "-Xmx1g";
    private static final Path FOLDER = Path.of("target/bench-batches");

    private BatchBenchmark() {}

    /** @param arguments users, items, mean ratings of a user, rounds, and the file for the figures */
    public static void main(String[] arguments) throws Exception {
        int users = number(arguments, 0, 100_000);
        int items = number(arguments, 1, 20_000);
        int ratings = number(arguments, 2, 50);
        Files.createDirectories(FOLDER);
        Report report = new Report();
        report.put("users", users);
        report.put("items", items);
        report.put("network", VaeHyperparameters.RANKING.toString());
        report.put("serviceJvm", HEAP);
        Database database = FilledDatabase.create(users, items, ratings, VaeHyperparameters.RANKING);
        long postmaster = postmaster(database);
        try (BenchmarkedService service = BenchmarkedService.start(database, FOLDER, HEAP)) {
            for (int round = 1; round <= number(arguments, 3, 2); round++) {
                report.put("round" + round, new Round(service, postmaster).figures());
            }
            report.put("servicePeakResidentMebibytes", service.mebibytes("VmHWM"));
        }
        report.finish(arguments.length > 4 ? Path.of(arguments[4]) : null);
    }

    private static long postmaster(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("show data_directory")) {
            folder.next();
            return Long.parseLong(Files.readAllLines(Path.of(folder.getString(1), "postmaster.pid"))
                    .get(0));
        }
    }

    private static int number(String[] arguments, int index, int absent) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : absent;
    }

    /** One batch. */
    private static final class Round {

        private final BenchmarkedService service;
        private final long postmaster;

        Round(BenchmarkedService service, long postmaster) {
            this.service = service;
            this.postmaster = postmaster;
        }

        private record Figures(
                double seconds,
                double serviceProcessorSeconds,
                double postgresProcessorSeconds,
                long fileBytes,
                double downloadSeconds) {}

        Figures figures() throws Exception {
            double own = processorSeconds(service.pid());
            double postgres = postgresSeconds();
            JsonNode batch = service.post("/recommendation-batches", "{\"users\": \"all\", \"k\": 30}");
            String path = "/recommendation-batches/" + batch.get("id").asString();
            while (batch.get("endedAt").isNull()) {
                TimeUnit.MILLISECONDS.sleep(200);
                batch = service.get(path);
            }
            if (!batch.get("state").asString().equals("SUCCEEDED")) {
                throw new IllegalStateException(batch.toString());
            }
            double service1 = processorSeconds(service.pid()) - own;
            double postgres1 = postgresSeconds() - postgres;
            long begin = System.nanoTime();
            long bytes = download(service.address().resolve(path + "/result"));
            return new Figures(
                    rounded(between(batch, "startedAt", "endedAt")),
                    rounded(service1),
                    rounded(postgres1),
                    bytes,
                    rounded((System.nanoTime() - begin) / 1e9));
        }

        private static double between(JsonNode batch, String from, String to) {
            return Duration.between(
                                    Instant.parse(batch.get(from).asString()),
                                    Instant.parse(batch.get(to).asString()))
                            .toMillis()
                    / 1e3;
        }

        private static long download(URI address) throws Exception {
            try (InputStream in = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream())
                    .body()) {
                return in.skip(Long.MAX_VALUE);
            }
        }

        /** Of all processes of the server. */
        private double postgresSeconds() {
            return ProcessHandle.of(postmaster)
                    .map(server -> server.children()
                            .mapToDouble(process -> processorSeconds(process.pid()))
                            .sum())
                    .orElse(0.0);
        }

        private static double processorSeconds(long pid) {
            return ProcessHandle.of(pid)
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
        }

        private static double rounded(double value) {
            return Math.round(value * 100) / 100.0;
        }
    }
}
