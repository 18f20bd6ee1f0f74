package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes on one PostgreSQL. */
@Tag("slow")
class ReplicasIT {

    private static final int JOBS = 20;
    private static final String BODY = "{\"epochs\": 10, \"promote\": \"never\", \"seed\": %d}";

    @TempDir
    private Path logs;

    private final Database database = PostgresFixture.newMigratedDatabase();
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stopAll() {
        replicas.forEach(ServiceProcess::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void runEachJobExactlyOnce(int count) throws Exception {
        start(count);
        submitJobs();

        awaitEndOfAll();

        assertThat(number("select count(*) from jobs where state = 'SUCCEEDED' and attempt = 1"))
                .isEqualTo(JOBS);
        assertThat(number("select count(distinct job_id) from model_versions")).isEqualTo(JOBS);
        assertThat(number("select count(*) from model_versions")).isEqualTo(JOBS);
    }

    @Test
    void takeOverTheJobsOfOneThatIsKilled() throws Exception {
        start(3);
        submitJobs();
        awaitRunning(3);

        replicas.get(0).kill();
        awaitEndOfAll();

        assertThat(number("select count(*) from jobs where state = 'SUCCEEDED'"))
                .isEqualTo(JOBS);
        assertThat(number("select count(*) from jobs where attempt = 2")).isEqualTo(1);
        assertThat(number("select resumed_epoch from training_jobs join jobs on id = job_id where attempt = 2"))
                .isPositive();
        assertThat(number("select count(*) from model_versions")).isEqualTo(JOBS);
        assertThat(number("select count(*) from training_epochs")).isEqualTo(10 * JOBS);
    }

    @Test
    void takeOverAtOnceWhatOneHandsBackAtItsShutdown() throws Exception {
        start(2);
        submitJobs();
        awaitRunning(2);

        replicas.get(0).terminate();
        awaitEndOfAll();

        assertThat(number("select count(*) from jobs where state = 'SUCCEEDED'"))
                .isEqualTo(JOBS);
        assertThat(number("select count(*) from model_versions")).isEqualTo(JOBS);
    }

    @Test
    void serveWhatAnotherActivatesWithinTwoSeconds() throws Exception {
        start(2);
        send("POST", replicas.get(0), "/models/step/train", "{\"epochs\": 1, \"promote\": \"always\"}");
        awaitEndOfAll();

        await().atMost(Duration.ofSeconds(2))
                .until(() -> send("GET", replicas.get(1), "/models", "").contains("\"activeVersion\":1"));
        assertThat(send(
                        "POST",
                        replicas.get(1),
                        "/recommendations",
                        "{\"ratings\": [{\"itemId\": \"1\", \"value\": 5}], \"model\": \"step\"}"))
                .contains("\"version\":1");
    }

    private void start(int count) throws SQLException {
        for (int n = 0; n < count; n++) {
            replicas.add(ReplicaProcess.start(
                    database,
                    logs.resolve("replica-" + n + ".log"),
                    "palate.jobs.heartbeat=500ms",
                    "palate.jobs.poll=100ms",
                    "palate.jobs.progress=100ms",
                    "palate.training.save=0s",
                    "palate.models.keep=100"));
        }
        execute("""
                insert into users (external_id) select g::text from generate_series(1, 40) g;
                insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                    where (u.id + i.id) % 2 = 0;
                """);
    }

    private void submitJobs() throws Exception {
        for (int job = 0; job < JOBS; job++) {
            send("POST", replicas.get(job % replicas.size()), "/models/step/train", BODY.formatted(job));
        }
    }

    private void awaitRunning(int jobs) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> number(
                                "select count(*) from training_jobs join jobs on id = job_id where state = 'RUNNING' and saved_epoch > 1")
                        >= jobs);
    }

    private void awaitEndOfAll() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> number("select count(*) from jobs where ended_at is null") == 0);
    }

    private String send(String method, ServiceProcess replica, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(replica.address(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return response.body();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
