package dev.palate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture.Database;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM waits for requests. What it does with jobs is said by {@code ReplicasIT}. */
class ShutdownIT {

    @TempDir
    private Path directory;

    private final Database database = PostgresFixture.newMigratedDatabase();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void answersTheRequestThatIsUnderWay() throws Exception {
        Path log = directory.resolve("service.log");
        try (ServiceProcess service = ServiceProcess.start(database, log);
                Connection blocker = database.connect()) {
            put(service, "/items/i1", "{\"title\": \"Film\"}").get(30, SECONDS);
            blocker.setAutoCommit(false);
            execute(blocker, "lock table ratings in access exclusive mode");
            CompletableFuture<HttpResponse<String>> underWay = put(service, "/users/u1/ratings/i1", "{\"value\": 4}");
            await().until(this::isAStatementBlocked);

            CompletableFuture<Void> ended = CompletableFuture.runAsync(service::terminate);
            await().until(() -> Files.readString(log).contains("Commencing graceful shutdown"));
            assertThat(underWay).isNotDone();
            blocker.rollback();

            HttpResponse<String> answer = underWay.get(30, SECONDS);
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            ended.get(60, SECONDS);
        }
    }

    private CompletableFuture<HttpResponse<String>> put(ServiceProcess service, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(service.address(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private boolean isAStatementBlocked() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            result.next();
            return result.getInt(1) > 0;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
