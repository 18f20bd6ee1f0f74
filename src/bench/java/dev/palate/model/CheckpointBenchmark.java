package dev.palate.model;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.bench.Report;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a training state of 24.4 million parameters and Adam's two moments of each, 293 MB, into PostgreSQL (fsync on) and
 * reads it back, inside the service. Run it in a heap that is smaller than the state plus the memory of the service: it succeeds
 * only because neither writer nor reader has the whole state in memory:
 *
 * <pre>java -Xmx352m ... dev.palate.model.CheckpointBenchmark docs/benchmarks/checkpoint.json</pre>
 */
public final class CheckpointBenchmark {

    private static final int PARAMETERS = 24_400_000;
    private static final List<String> SECTIONS = List.of("weights", "adam.first", "adam.second");

    private CheckpointBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Report report = new Report();
        String[] settings = Stream.concat(
                        Stream.of(PostgresFixture.newDatabase().properties()),
                        Stream.of("server.port=0", "logging.level.root=warn"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = SpringApplication.run(PalateApplication.class, settings)) {
            Checkpoints checkpoints = context.getBean(Checkpoints.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
            List<Map<String, Object>> rounds = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                rounds.add(run(checkpoints, transaction));
            }
            report.put("parameters", PARAMETERS);
            report.put("maximumHeapMebibytes", Runtime.getRuntime().maxMemory() >> 20);
            report.put("residentPeakMebibytes", Report.peakResidentMebibytes());
            report.put("rounds", rounds);
        }
        report.finish(arguments.length > 0 ? Path.of(arguments[0]) : null);
    }

    private static Map<String, Object> run(Checkpoints checkpoints, TransactionTemplate transaction)
            throws IOException {
        float[] parameters = parameters();
        resetPeaks();
        long begin = System.nanoTime();
        StoredCheckpoint stored = transaction.execute(status -> checkpoints.write(writer -> {
            for (String section : SECTIONS) {
                writer.floats(section, parameters);
            }
        }));
        double written = seconds(begin);
        long writePeak = peakMebibytes();

        resetPeaks();
        begin = System.nanoTime();
        CheckpointReader reader = checkpoints.read(stored.id());
        double verified = seconds(begin);
        for (String section : SECTIONS) {
            float[] read = reader.floats(section);
            if (read.length != PARAMETERS || read[PARAMETERS - 1] != parameters[PARAMETERS - 1]) {
                throw new IllegalStateException(section + " differs");
            }
        }
        double read = seconds(begin);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bytes", stored.byteCount());
        figures.put("writeSeconds", rounded(written));
        figures.put("verifySeconds", rounded(verified));
        figures.put("verifyAndReadSeconds", rounded(read));
        figures.put("writeHeapPeakMebibytes", writePeak);
        figures.put("readHeapPeakMebibytes", peakMebibytes());
        return figures;
    }

    private static float[] parameters() {
        SplittableRandom random = new SplittableRandom(3);
        float[] parameters = new float[PARAMETERS];
        for (int k = 0; k < PARAMETERS; k++) {
            parameters[k] = (float) random.nextDouble(-1, 1);
        }
        return parameters;
    }

    private static List<MemoryPoolMXBean> heapPools() {
        List<MemoryPoolMXBean> pools = new ArrayList<>(ManagementFactory.getMemoryPoolMXBeans());
        pools.removeIf(pool -> pool.getType() != java.lang.management.MemoryType.HEAP);
        return pools;
    }

    private static void resetPeaks() {
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The sum of the peaks of the memory pools, which is an upper bound of the peak of the heap. */
    private static long peakMebibytes() {
        return heapPools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
