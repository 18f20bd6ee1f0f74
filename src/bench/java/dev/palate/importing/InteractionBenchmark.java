package dev.palate.importing;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports an event log over HTTP into the built jar, and compares it with {@code psql \copy} of the same rows into an equal table
 * on the same server (fsync on); both alternate. Needs {@code psql}:
 *
 * <pre>./mvnw -q -DskipTests package
 *./mvnw -q -Pbench process-test-classes exec:java -Dexec.mainClass=dev.palate.importing.InteractionBenchmark \
 *     -Dexec.classpathScope=test -Dexec.args="20000000 1 docs/benchmarks/import-interactions.json"</pre>
 */
public final class InteractionBenchmark {

    private static final String HEAP = "-Xmx512m";
    private static final Path FOLDER = Path.of("target/bench-interactions");

    private InteractionBenchmark() {}

    /** @param arguments how many events, how many rounds, and the file for the figures */
    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        SyntheticEvents file = new SyntheticEvents(FOLDER, SyntheticRelease.of(FOLDER, events));
        file.write();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("events", events);
        figures.put("users", file.release().users());
        figures.put("items", file.release().items());
        figures.put("fileBytes", Files.size(file.eventsFile()));
        figures.put("serviceJvm", HEAP);
        for (int round = 1; round <= rounds; round++) {
            figures.put("round" + round, round(file));
        }
        String report = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(figures);
        System.out.println(report);
        if (arguments.length > 2) {
            Files.writeString(Path.of(arguments[2]), report + "\n");
        }
    }

    private static Map<String, Object> round(SyntheticEvents file) throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        double bare = BareCopy.interactionSeconds(PostgresFixture.newDatabase(), file);
        figures.put("copySeconds", rounded(bare));
        Database database = PostgresFixture.newDatabase();
        try (BenchmarkedService service = BenchmarkedService.start(database, FOLDER, HEAP)) {
            requireSuccess(service.importFile(file.release().itemsFile()));
            double first = importSeconds(service, file, "rowsWritten");
            figures.put("importSeconds", rounded(first));
            figures.put("importRowsPerSecond", Math.round(file.release().ratings() / first));
            figures.put("shareOfCopySpeed", rounded(bare / first));
            figures.put("secondImportSeconds", rounded(importSeconds(service, file, "rowsUnchanged")));
            figures.put("servicePeakResidentMebibytes", service.mebibytes("VmHWM"));
        }
        return figures;
    }

    /** @param counted what the rows must be counted as */
    private static double importSeconds(BenchmarkedService service, SyntheticEvents file, String counted)
            throws Exception {
        long begin = System.nanoTime();
        JsonNode done = service.importFile(file.eventsFile(), "?kind=interactions");
        double seconds = (System.nanoTime() - begin) / 1e9;
        requireSuccess(done);
        if (done.get(counted).asLong() != file.release().ratings()) {
            throw new IllegalStateException("rows are missing: " + done);
        }
        return seconds;
    }

    private static void requireSuccess(JsonNode done) {
        if (!done.get("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException(done.toString());
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
