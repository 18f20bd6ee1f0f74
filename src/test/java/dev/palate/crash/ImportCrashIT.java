package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import whose process is killed in the middle. */
@Tag("slow")
class ImportCrashIT {

    private static final int PAIRS = 5000;

    @TempDir
    private Path folder;

    private final PostgresFixture.Database database = PostgresFixture.newMigratedDatabase();
    private final Rows rows = new Rows(database);
    private final ImportClient imports = new ImportClient(200, 50, 1);
    private ServiceProcess service;

    @BeforeEach
    void start() {
        service = launch();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void continuesAfterTheLastBatchAndWritesEveryRowOnce() throws Exception {
        imports.work(service, () -> true);
        awaitNumber("select coalesce(sum(rows_written), 0) from imports", 1000);
        killAndStartAgain();

        assertThat(note()).startsWith("Resumed after line ");
        imports.verify(rows);
    }

    @Test
    void restartsWhereNoBatchHadBeenWritten() throws Exception {
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table ratings in share row exclusive mode");
            imports.work(service, () -> true);
            awaitNumber("select count(*) from pg_locks where relation = 'ratings'::regclass and not granted", 1);
            service.kill();
        }
        killAndStartAgain();

        assertThat(note()).startsWith("Restarted from the beginning: ");
        imports.verify(rows);
    }

    @Test
    void countsEveryEventOnce() throws Exception {
        StringBuilder csv = new StringBuilder("user,item,event,timestamp\n");
        for (int time = 0; time < 4; time++) {
            for (int pair = 0; pair < PAIRS; pair++) {
                csv.append("u%d,%d,view,%d%n".formatted(pair % 50, pair / 50, 1_600_000_000 + time));
            }
        }
        ImportClient.upload(
                new Caller(), service, "kind=interactions&unknownItems=create", "events.csv", csv.toString());
        awaitNumber("select coalesce(sum(rows_written), 0) from imports", 1000);
        killAndStartAgain();

        assertThat(note()).startsWith("Resumed after line ");
        assertThat(rows.number("select rows_written from imports")).isEqualTo(4 * PAIRS);
        assertThat(rows.number("select count(*) from interactions where count = 4"))
                .isEqualTo(PAIRS);
        assertThat(rows.number("select count(*) from interactions")).isEqualTo(PAIRS);
    }

    private void killAndStartAgain() {
        service.kill();
        service = launch();
        await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);
    }

    private void awaitNumber(String sql, long least) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> rows.number(sql) >= least);
    }

    private String note() throws Exception {
        return rows.list(row -> row.getString(1), "select note from imports").get(0);
    }

    private ServiceProcess launch() {
        return ServiceProcess.start(
                database,
                folder.resolve("service.log"),
                "palate.jobs.heartbeat=500ms",
                "palate.jobs.poll=200ms",
                "palate.imports.batch-rows=1000",
                "palate.imports.spool=" + folder.resolve("spool"));
    }
}
