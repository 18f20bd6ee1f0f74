package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose process is killed in the middle. */
class TrainingCrashIT {

    private static final int EPOCHS = 20;
    private static final String VAE = """
            {"hyperparameters": {"likelihood": "multinomial", "hiddenSizes": [32], "latentSize": 16, "dropout": 0.3,
                "epochs": %d}, "seed": 7, "promote": "never"}""".formatted(EPOCHS);

    @TempDir
    private Path folder;

    private final PostgresFixture.Database database = PostgresFixture.newMigratedDatabase();
    private final Rows rows = new Rows(database);
    private final Caller caller = new Caller();

    /** At one thread: more of them add the same numbers in another order each time. */
    @Test
    void endsWithTheSameBytesAsOneThatWasNeverInterrupted() throws Exception {
        UUID killed;
        try (ServiceProcess first = launch()) {
            fill();
            killed = submit(first);
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> rows.number("select coalesce(max(saved_epoch), 0) from training_jobs") >= 3);
            first.kill();
        }
        long saved = rows.number("select saved_epoch from training_jobs where job_id = ?", killed);
        try (ServiceProcess second = launch()) {
            UUID whole = submit(second);
            await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);

            assertThat(rows.number("select attempt from jobs where id = ?", killed))
                    .isEqualTo(2);
            assertThat(rows.number("select resumed_epoch from training_jobs where job_id = ?", killed))
                    .isEqualTo(saved)
                    .isLessThan(EPOCHS);
            assertThat(rows.number("select attempt from jobs where id = ?", whole))
                    .isEqualTo(1);
            assertThat(checkpoint(killed)).isEqualTo(checkpoint(whole));
        }
        assertThat(rows.damagedCheckpoints()).isZero();
        assertThat(rows.abandonedCheckpoints()).isZero();
    }

    private void fill() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into users (external_id) select g::text from generate_series(1, 300) g;
                    insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 100) g;
                    insert into ratings (user_id, item_id, value, rated_at)
                        select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                        where (u.id * 31 + i.id * 17) % 3 = 0;
                    """);
        }
    }

    private UUID submit(ServiceProcess service) throws InterruptedException {
        return UUID.fromString(caller.send(service, "POST", "/models/vae/train", VAE)
                .orElseThrow()
                .json()
                .get("id")
                .asString());
    }

    private String checkpoint(UUID job) throws Exception {
        return rows.list(
                        row -> row.getString(1),
                        "select encode(c.sha256, 'hex') from checkpoints c join model_versions v on v.checkpoint_id = c.id"
                                + " where v.job_id = ?",
                        job)
                .get(0);
    }

    private ServiceProcess launch() {
        return ServiceProcess.start(
                database,
                folder.resolve("service.log"),
                "palate.jobs.heartbeat=500ms",
                "palate.jobs.poll=100ms",
                "palate.training.save=0s",
                "palate.training.threads=1",
                "palate.imports.spool=" + folder.resolve("spool"));
    }
}
