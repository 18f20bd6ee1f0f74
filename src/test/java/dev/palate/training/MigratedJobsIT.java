package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.ServiceProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training jobs that were waiting or running when the service was updated from version 12 of the database. */
class MigratedJobsIT {

    private static final String ORDER = """
            {"kind": "TRAIN", "algorithm": "step", "hyperparameters": {"epochs": 4, "stepSize": 0.5},
             "evaluation": {"protocol": "strong-generalization", "k": [10, 20, 50, 100], "threshold": 4.0,
                            "validationShare": 0.1, "testShare": 0.1, "heldOutShare": 0.2, "splitSeed": 1,
                            "bootstrapSamples": 1000},
             "seed": 42, "promote": "IF_BETTER", "warmStart": null, "budget": null}""";
    private static final String VERSION_12 = """
            insert into users (external_id) select g::text from generate_series(1, 40) g;
            insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
            insert into ratings (user_id, item_id, value, rated_at)
                select u.id, i.id, 1 + (u.id * 7 + i.id * 3) %% 5, now() from users u, items i where (u.id + i.id) %% 2 = 0;
            insert into training_jobs (id, kind, algorithm, state, request, idempotency_key, starts, stalled_starts,
                    warnings, submitted_at, started_at)
                values ('00000000-0000-0000-0000-000000000001', 'TRAIN', 'step', 'QUEUED', '%1$s', 'one', 0, 0, '{}',
                        now(), null),
                    ('00000000-0000-0000-0000-000000000002', 'TRAIN', 'step', 'RUNNING', '%1$s', 'two', 3, 1, '{slow}',
                        now() - interval '1 minute', now());
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                values ('training', '00000000-0000-0000-0000-000000000001', now(), false, null, null, 1),
                    ('training', '00000000-0000-0000-0000-000000000002', now(), true, 'old/1', now(), 2);
            """.formatted(ORDER);

    @TempDir
    private Path folder;

    private final Database database = PostgresFixture.newDatabase();

    @Test
    void completesWhatWaitedAndTakesOverWhatRan() throws Exception {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target("12")
                .load()
                .migrate();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(VERSION_12);
        }
        try (ServiceProcess service = ReplicaProcess.start(
                database, folder.resolve("service.log"), "palate.jobs.heartbeat=500ms", "palate.jobs.poll=100ms")) {
            assertThat(service).isNotNull();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> texts("select id::text from jobs where ended_at is null")
                            .isEmpty());
        }
        assertThat(texts("select concat_ws(' ', idempotency_key, state, attempt) from jobs order by id"))
                .containsExactly("one SUCCEEDED 1", "two SUCCEEDED 4");
        assertThat(texts("select concat_ws(' ', number, outcome) from job_attempts order by job_id, number"))
                .containsExactly("1 SUCCEEDED", "3 TAKEN_OVER", "4 SUCCEEDED");
        assertThat(texts(
                        "select warning from jobs, unnest(warnings) as warning where attempt = 4 and warning = 'slow'"))
                .containsExactly("slow");
        assertThat(texts("select job_id::text from model_versions")).hasSize(2);
        assertThat(texts("select task_instance from scheduled_tasks")).isEmpty();
    }

    private List<String> texts(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
