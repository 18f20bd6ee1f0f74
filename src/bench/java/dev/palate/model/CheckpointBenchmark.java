package dev.palate.model;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.core.checkpoint.CheckpointReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a training state of 24.4 million parameters and Adam's two moments of each, 293 MB, into PostgreSQL and reads it
 * back. Run it in a heap smaller than the state and what the service itself needs together: it ends only because no side
 * holds the whole:
 *
 * <pre>java -Xmx288m ... dev.palate.model.CheckpointBenchmark</pre>
 */
public final class CheckpointBenchmark {

    private static final int PARAMETERS = 24_400_000;
    private static final List<String> SECTIONS = List.of("weights", "adam.first", "adam.second");

    private CheckpointBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        String[] settings = Stream.concat(
                        Stream.of(PostgresFixture.newDatabase().properties()),
                        Stream.of("server.port=0", "logging.level.root=warn"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = SpringApplication.run(PalateApplication.class, settings)) {
            Checkpoints checkpoints = context.getBean(Checkpoints.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
            for (int round = 0; round < 3; round++) {
                run(checkpoints, transaction);
            }
        }
    }

    private static void run(Checkpoints checkpoints, TransactionTemplate transaction) throws IOException {
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
        System.out.printf(
                "%,d bytes: written in %.2f s (%d MiB of heap at most), verified in %.2f s, verified and read in %.2f s"
                        + " (%d MiB of heap at most; 93 MiB of it hold the parameters to compare with)%n",
                stored.byteCount(), written, writePeak, verified, read, peakMebibytes());
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

    /** The pools' own peaks added up: no less than the heap's. */
    private static long peakMebibytes() {
        return heapPools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
