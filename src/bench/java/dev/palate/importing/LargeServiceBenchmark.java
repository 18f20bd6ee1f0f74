package dev.palate.importing;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A release of the size of MovieLens 20M from its file to lists, in the built jar in 2 GiB: import, EASE, three epochs of a Mult-VAE
 * 600-200, and the lists of all users as a batch. It reports the time of each step and the peak memory of the process.
 *
 * <pre>./mvnw -q -DskipTests package
 *./mvnw -q -Pbench process-test-classes exec:java -Dexec.mainClass=dev.palate.importing.LargeServiceBenchmark \
 *     -Dexec.classpathScope=test -Dexec.args="20000000 docs/benchmarks/large-service.json"</pre>
 */
public final class LargeServiceBenchmark {

    /** What a container of 2 GiB leaves to the heap. */
    private static final String[] JVM = {
        "-Xmx1400m",
        "-XX:+UseSerialGC",
        "-XX:MaxDirectMemorySize=64m",
        "-Dorg.bytedeco.javacpp.maxbytes=500m",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=2040m",
        "--palate.training-policy.enabled=false"
    };

    private static final Path FOLDER = Path.of("target/bench-large");

    private final Report report = new Report();

    private LargeServiceBenchmark() throws IOException {}

    /** @param arguments the number of ratings, and the file for the figures */
    public static void main(String[] arguments) throws Exception {
        int ratings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        Files.createDirectories(FOLDER);
        LargeServiceBenchmark benchmark = new LargeServiceBenchmark();
        try {
            benchmark.run(SyntheticRelease.of(FOLDER, ratings));
        } finally {
            benchmark.report.finish(arguments.length > 1 ? Path.of(arguments[1]) : null);
        }
        System.exit(0);
    }

    private void run(SyntheticRelease release) throws Exception {
        release.write();
        report.put("ratings", release.ratings());
        report.put("users", release.users());
        report.put("items", release.items());
        report.put("serviceJvm", String.join(" ", JVM));
        Database database = PostgresFixture.newDatabase();
        try (BenchmarkedService service = BenchmarkedService.start(database, FOLDER, JVM)) {
            step("items", service, () -> service.importFile(release.itemsFile()));
            step("import", service, () -> service.importFile(release.ratingsFile()));
            step("ease", service, () -> train(service, "ease", "{\"promote\": \"always\"}"));
            step(
                    "multVae",
                    service,
                    () -> train(
                            service,
                            "vae",
                            "{\"promote\": \"always\", \"hyperparameters\": {\"likelihood\": \"multinomial\", \"hiddenSizes\": [600],"
                                    + " \"latentSize\": 200, \"dropout\": 0.5, \"batchSize\": 500, \"epochs\": 3}}"));
            for (String model : new String[] {"ease", "vae"}) {
                step(
                        "batchOf" + model,
                        service,
                        () -> ended(
                                service,
                                "/recommendation-batches/",
                                service.post(
                                        "/recommendation-batches",
                                        "{\"users\": \"all\", \"k\": 30, \"model\": \"" + model + "\"}")));
            }
        }
    }

    private interface Step {
        JsonNode run() throws Exception;
    }

    private void step(String name, BenchmarkedService service, Step work) throws Exception {
        long start = System.nanoTime();
        JsonNode end = work.run();
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seconds", seconds);
        figures.put("peakResidentMebibytes", service.mebibytes("VmHWM"));
        report.put(name, figures);
        System.err.println(name + " " + figures);
        if (end.has("state") && !end.get("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException(name + " failed: " + end);
        }
    }

    private static JsonNode train(BenchmarkedService service, String algorithm, String order) throws Exception {
        return ended(service, "/training-jobs/", service.post("/models/" + algorithm + "/train", order));
    }

    private static JsonNode ended(BenchmarkedService service, String path, JsonNode job) throws Exception {
        JsonNode now = job;
        while (now.get("endedAt").isNull()) {
            TimeUnit.MILLISECONDS.sleep(500);
            now = service.get(path + job.get("id").asString());
        }
        return now;
    }
}
