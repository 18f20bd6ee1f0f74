package dev.palate.importing;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.rating.TrainingSet;
import dev.palate.rating.TrainingSetLoader;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Imports a synthetic release of the shape of MovieLens 20M, beside a bare {@code COPY} of the same file into an equal
 * table with the same keys on the same server, and loads the ratings for training:
 *
 * <pre>./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=dev.palate.importing.ImportBenchmark \
 *     -Dexec.classpathScope=test -Dexec.args=20000000</pre>
 */
public final class ImportBenchmark {

    private static final int RATINGS_PER_USER = 145;
    private static final int ITEMS = 27_000;

    private ImportBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int ratings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        Path folder = Path.of("target/bench-import");
        int users = ratings / RATINGS_PER_USER;
        writeRelease(Files.createDirectories(folder), users);
        Database database = PostgresFixture.newDatabase();
        double bare = bareCopySeconds(database, folder.resolve("ratings.csv"), users);
        try (ConfigurableApplicationContext context = start(database)) {
            double imported = importSeconds(context, folder);
            System.out.printf(
                    "bare COPY %.1f s, import %.1f s: the import runs at %.0f%% of its speed; peak resident memory %s%n",
                    bare, imported, 100 * bare / imported, peakMemory());
            loadForTraining(context);
        }
    }

    private static void writeRelease(Path folder, int users) throws IOException {
        SplittableRandom random = new SplittableRandom(20);
        try (BufferedWriter movies = Files.newBufferedWriter(folder.resolve("movies.csv"))) {
            movies.write("movieId,title,genres\n");
            for (int item = 1; item <= ITEMS; item++) {
                movies.write(item + ",\"Film, No. " + item + " (1990)\",Drama|Comedy\n");
            }
        }
        try (BufferedWriter ratings =
                Files.newBufferedWriter(folder.resolve("ratings.csv"), StandardCharsets.US_ASCII)) {
            ratings.write("userId,movieId,rating,timestamp\n");
            for (int user = 1; user <= users; user++) {
                for (int item : items(random)) {
                    ratings.write(user + "," + item + "," + (1 + random.nextInt(10)) / 2.0 + ","
                            + (1_000_000_000 + random.nextInt(400_000_000)) + "\n");
                }
            }
        }
    }

    /** Popular ones more often; each once. */
    private static int[] items(SplittableRandom random) {
        int[] drawn = new int[RATINGS_PER_USER + 10];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = 1 + (int) (Math.pow(random.nextDouble(), 3) * ITEMS);
        }
        return Arrays.stream(drawn).distinct().sorted().limit(RATINGS_PER_USER).toArray();
    }

    private static double bareCopySeconds(Database database, Path csv, int users) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                InputStream content = new BufferedInputStream(Files.newInputStream(csv), 1 << 16)) {
            for (String sql : List.of(
                    "create table bare_users as select id from generate_series(1, " + users + ") id",
                    "alter table bare_users add primary key (id)",
                    "create table bare_items as select id from generate_series(1, " + ITEMS + ") id",
                    "alter table bare_items add primary key (id)",
                    """
                    create table bare_ratings (
                        user_id integer not null references bare_users on delete cascade,
                        item_id integer not null references bare_items on delete cascade,
                        value real not null check (value between 0.5 and 5),
                        rated_at bigint not null,
                        primary key (user_id, item_id))""",
                    "create index on bare_ratings (item_id)",
                    "checkpoint")) {
                statement.execute(sql);
            }
            long begin = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bare_ratings from stdin (format csv, header)", content, 1 << 16);
            double seconds = (System.nanoTime() - begin) / 1e9;
            statement.execute("drop table bare_ratings, bare_users, bare_items");
            statement.execute("checkpoint");
            return seconds;
        }
    }

    private static ConfigurableApplicationContext start(Database database) {
        String[] settings = Stream.concat(
                        Arrays.stream(database.properties()), Stream.of("server.port=0", "logging.level.root=warn"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return SpringApplication.run(PalateApplication.class, settings);
    }

    private static double importSeconds(ConfigurableApplicationContext context, Path folder)
            throws InterruptedException {
        long begin = System.nanoTime();
        ImportStatus done = context.getBean(Imports.class).importAndWait(folder, progress -> {
            if (progress.secondsLeft() != null) {
                System.out.printf("%,d rows, %d s left%n", progress.rowsRead(), progress.secondsLeft());
            }
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println(done);
        return seconds;
    }

    private static void loadForTraining(ConfigurableApplicationContext context) {
        TrainingSetLoader loader = context.getBean(TrainingSetLoader.class);
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            TrainingSet set = loader.load();
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%,d ratings loaded for training in %.2f s: %,.0f a second%n",
                    set.ratings().size(), seconds, set.ratings().size() / seconds);
        }
    }

    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }
}
