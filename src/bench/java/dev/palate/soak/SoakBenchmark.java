package dev.palate.soak;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.soak.ServiceMemory.Sample;
import dev.palate.soak.SteadyLoad.Window;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The built jar under 20 requests a second, with an import of 100,000 ratings every three minutes and one training after
 * the other; every ten seconds it prints a line with the answers and with the memory of the process:
 *
 * <pre>java ... dev.palate.soak.SoakBenchmark 30 docs/benchmarks/soak.csv</pre>
 */
public final class SoakBenchmark {

    private static final int USERS = 1000;
    private static final int ITEMS = 1700;
    private static final int PER_SECOND = 20;
    private static final int WINDOW_SECONDS = 10;
    private static final int WINDOWS_PER_IMPORT = 18;
    private static final Path FOLDER = Path.of("target/bench-soak").toAbsolutePath();

    private final Database database = PostgresFixture.newDatabase();
    private final Background background;
    private final BenchmarkedService service;
    private int imports;
    private int trainings;

    private SoakBenchmark() throws Exception {
        Files.createDirectories(FOLDER);
        service = BenchmarkedService.start(
                database,
                FOLDER,
                "-Xmx512m",
                "-Xlog:gc:file=" + FOLDER.resolve("gc.log") + "::filecount=0",
                "--palate.models.keep=5",
                "--palate.training.threads=1");
        background = new Background(service.address(), USERS, ITEMS);
    }

    public static void main(String[] arguments) throws Exception {
        int minutes = Integer.parseInt(arguments[0]);
        SoakBenchmark soak = new SoakBenchmark();
        try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
            soak.fill();
            soak.run(minutes, csv);
        } finally {
            soak.service.close();
        }
        System.exit(0);
    }

    private void fill() throws Exception {
        awaitEnd(background.startImport());
        awaitEnd(background.startTraining());
    }

    private void awaitEnd(String location) throws Exception {
        while (!background.hasEnded(location)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void run(int minutes, PrintWriter csv) throws Exception {
        csv.println("second,requests,errors,p50_ms,p99_ms,heap_used_mib,heap_after_gc_mib,tracked_native_mib,rss_mib,"
                + "pool_connections,server_connections,threads,imports,trainings");
        ServiceMemory memory = new ServiceMemory(service.address(), service.pid(), FOLDER.resolve("gc.log"));
        memory.sample();
        String importing = "";
        String training = background.startTraining();
        try (SteadyLoad load = new SteadyLoad(service.address(), USERS, ITEMS)) {
            load.start(PER_SECOND);
            long begin = System.nanoTime();
            for (int window = 0; window < minutes * 60 / WINDOW_SECONDS; window++) {
                if (window % WINDOWS_PER_IMPORT == 0) {
                    importing = background.startImport();
                }
                sleepUntil(begin + TimeUnit.SECONDS.toNanos((window + 1L) * WINDOW_SECONDS));
                if (!importing.isEmpty() && background.hasEnded(importing)) {
                    imports++;
                    importing = "";
                }
                if (background.hasEnded(training)) {
                    trainings++;
                    training = background.startTraining();
                }
                write(csv, (window + 1) * WINDOW_SECONDS, load.window(), memory.sample());
            }
        }
    }

    private void write(PrintWriter csv, int second, Window window, Sample sample) throws SQLException {
        String line = String.format(
                Locale.ROOT,
                "%d,%d,%d,%.1f,%.1f,%.0f,%.0f,%.1f,%.0f,%d,%d,%d,%d,%d",
                second,
                window.requests(),
                window.errors(),
                window.medianMillis(),
                window.p99Millis(),
                sample.heapUsed(),
                sample.heapAfterCollection(),
                sample.tracked(),
                sample.resident(),
                sample.poolConnections(),
                serverConnections(),
                sample.threads(),
                imports,
                trainings);
        csv.println(line);
        csv.flush();
        System.out.println(line);
    }

    /** The connections of the service, without the one of this benchmark. */
    private int serverConnections() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }
}
