package dev.palate.importing;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports a release of the size of MovieLens 20M over HTTP into the built jar, compares it with {@code psql \copy} of the
 * same file into an equal table on the same server (fsync on), and loads the ratings for training. Needs {@code psql}:
 *
 * <pre>./mvnw -q -DskipTests package
 *./mvnw -q -Pbench process-test-classes exec:java -Dexec.mainClass=dev.palate.importing.ImportBenchmark \
 *     -Dexec.classpathScope=test -Dexec.args="20000000 docs/benchmarks/import.json"</pre>
 */
public final class ImportBenchmark {

    private static final String HEAP = "-Xmx512m";
    private static final Path FOLDER = Path.of("target/bench-import");

    private final Map<String, Object> figures = new LinkedHashMap<>();

    private ImportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int ratings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        ImportBenchmark benchmark = new ImportBenchmark();
        benchmark.run(SyntheticRelease.of(FOLDER, ratings));
        String report = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(benchmark.figures);
        System.out.println(report);
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), report + "\n");
        }
    }

    private void run(SyntheticRelease release) throws Exception {
        release.write();
        figures.put("ratings", release.ratings());
        figures.put("users", release.users());
        figures.put("items", release.items());
        figures.put("fileBytes", Files.size(release.ratingsFile()));
        Database database = PostgresFixture.newDatabase();
        describeMachine(database);
        double bare = BareCopy.seconds(PostgresFixture.newDatabase(), release);
        figures.put("copySeconds", rounded(bare));
        try (BenchmarkedService service = BenchmarkedService.start(database, FOLDER, HEAP)) {
            requireSuccess(service.importFile(release.itemsFile()));
            long begin = System.nanoTime();
            JsonNode done = service.importFile(release.ratingsFile());
            double imported = (System.nanoTime() - begin) / 1e9;
            requireSuccess(done);
            if (done.get("rowsWritten").asLong() != release.ratings()) {
                throw new IllegalStateException("rows are missing: " + done);
            }
            figures.put("importSeconds", rounded(imported));
            figures.put("importRowsPerSecond", Math.round(release.ratings() / imported));
            figures.put("shareOfCopySpeed", rounded(bare / imported));
            figures.put("serviceJvm", HEAP);
            figures.put("servicePeakResidentMebibytes", service.mebibytes("VmHWM"));
        }
        loadForTraining(database);
    }

    private void loadForTraining(Database database) {
        try (ConfigurableApplicationContext context = start(database)) {
            TrainingSetLoader loader = context.getBean(TrainingSetLoader.class);
            double best = Double.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long before = usedHeap();
                long begin = System.nanoTime();
                TrainingSet set = loader.load(Clock.systemUTC().instant());
                best = Math.min(best, (System.nanoTime() - begin) / 1e9);
                long held = usedHeap() - before;
                figures.put(
                        "loadBytesPerRating",
                        rounded((double) held / set.ratings().size()));
                figures.put("loadRowsPerSecond", Math.round(set.ratings().size() / best));
            }
        }
    }

    private static ConfigurableApplicationContext start(Database database) {
        return SpringApplication.run(
                PalateApplication.class,
                Stream.concat(Stream.of(database.properties()), Stream.of("server.port=0", "logging.level.root=warn"))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private void describeMachine(Database database) throws Exception {
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            figures.put(
                    "processor",
                    lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.replaceFirst(".*: ", ""))
                            .findFirst()
                            .orElse("unknown"));
        }
        figures.put("java", Runtime.version().toString());
        try (var connection = database.connect()) {
            figures.put("postgresql", connection.getMetaData().getDatabaseProductVersion());
        }
    }

    private static void requireSuccess(JsonNode done) {
        if (!done.get("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException(done.toString());
        }
    }

    private static long usedHeap() {
        for (int k = 0; k < 3; k++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
