package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An automatic training whose process is killed while it trains the third of three contenders. */
class AutoCrashIT {

    private static final double BUDGET_SECONDS = 30;
    private static final String ORDER = "{\"budget\": {\"minutes\": 0.5}, \"seed\": 7}";

    private static final String ELAPSED = "progress * " + BUDGET_SECONDS;
    private static final String REPORTED = "(selection ->> 'seconds')::float8";

    /** At this pace the 16 steps of the third contender take ten seconds. */
    private static final int SLOW = 600;

    @TempDir
    private Path folder;

    private final PostgresFixture.Database database = PostgresFixture.newMigratedDatabase();
    private final Rows rows = new Rows(database);
    private final Caller caller = new Caller();

    @Test
    void continuesAfterTheFinishedContendersInTheRestOfTheBudget() throws Exception {
        UUID job;
        List<String> finished;
        double spent;
        try (ServiceProcess first = AutoProcess.start(database, folder, SLOW)) {
            fill();
            job = submit(first);
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> contenders().size() == 2 && seconds(ELAPSED) > seconds(REPORTED) + 1);
            first.kill();
            finished = contenders();
            spent = seconds(ELAPSED);
        }
        assertThat(finished).hasSize(2);
        assertThat(finished.get(0)).contains("\"popularity\"");
        assertThat(finished.get(1)).contains("\"item-knn\"");
        try (ServiceProcess ignored = AutoProcess.start(database, folder, 0)) {
            await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);

            assertThat(rows.list(row -> row.getString(1), "select state from jobs where id = ? and attempt = 2", job))
                    .containsExactly("SUCCEEDED");
            // The durations of the trainings are those of the first process.
            assertThat(contenders().subList(0, 2)).isEqualTo(finished);
            assertThat(contenders()).hasSizeGreaterThan(2).element(2).asString().contains("\"step\"");
            assertThat(seconds(REPORTED)).isBetween(spent, BUDGET_SECONDS);
            assertThat(rows.list(row -> row.getString(1), "select algorithm from model_versions where job_id = ?", job))
                    .containsExactly("item-knn");
            assertThat(rows.list(row -> row.getString(1), "select algorithm from models where active_version = 1"))
                    .containsExactly("item-knn");
        }
    }

    private void fill() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into users (external_id) select g::text from generate_series(1, 400) g;
                    insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 40) g;
                    insert into ratings (user_id, item_id, value, rated_at)
                        select u.id, i.id, 5, now() from users u, items i
                        where (u.external_id::int + i.external_id::int) % 2 = 0
                            and (u.external_id::int * 7 + i.external_id::int * 3) % 5 < 3;
                    """);
        }
    }

    private UUID submit(ServiceProcess service) throws InterruptedException {
        return UUID.fromString(caller.send(service, "POST", "/models/auto/train", ORDER)
                .orElseThrow()
                .json()
                .get("id")
                .asString());
    }

    /** Of the only training job. */
    private double seconds(String expression) throws SQLException {
        return rows.list(row -> row.getDouble(1), "select " + expression + " from training_jobs")
                .get(0);
    }

    /** Algorithm, metrics and durations of each contender so far. */
    private List<String> contenders() throws SQLException {
        return rows.list(row -> row.getString(1), """
                select jsonb_build_array(c -> 'algorithm', c -> 'metrics', c -> 'trainSeconds', c -> 'measureSeconds')
                from training_jobs, jsonb_array_elements(selection -> 'contenders') with ordinality contender (c, n)
                order by n""");
    }
}
