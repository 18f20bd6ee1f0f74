package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PostgresFixture;
import dev.palate.ServiceProcess;
import dev.palate.batch.BatchClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A batch whose process is killed between two stored blocks of users. */
@Tag("slow")
class BatchCrashIT {

    /** Lists of this length are stored in blocks of 65 users. */
    private static final String QUERY = "k=1000";

    private static final int USERS = 300;

    @TempDir
    private Path folder;

    private final PostgresFixture.Database database = PostgresFixture.newMigratedDatabase();
    private final Rows rows = new Rows(database);
    private ServiceProcess service;
    private BatchClient client;

    @BeforeEach
    void start() throws SQLException {
        launch();
        execute("insert into items (external_id, title) select n::text, 'A film' from generate_series(1, 30) n");
        execute("update catalogue_revision set revision = revision + 1");
        client.call(
                "POST",
                "/ratings",
                IntStream.range(0, USERS * 4)
                        .mapToObj(k -> "{\"userId\": \"u%d\", \"itemId\": \"%d\", \"value\": %d}"
                                .formatted(k / 4, 1 + (k * 7 + k / 4) % 30, 1 + k % 5))
                        .collect(Collectors.joining(",", "[", "]")));
        client.call("POST", "/models/ease/train", "{\"promote\": \"always\"}");
        await().atMost(Duration.ofMinutes(1)).until(rows::areAtRest);
        execute("""
                create function pause() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return new; end $$""");
        execute(
                "create trigger pause before insert on recommendation_batch_chunks for each row execute function pause()");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void continuesAfterTheLastStoredBlock() throws Exception {
        String id = client.submit("{\"users\": \"all\", \"k\": 1000}");
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> rows.number("select users_done from recommendation_batches") > 0);
        service.kill();
        long kept = rows.number("select users_done from recommendation_batches");
        String first = "select md5(string_agg(md5(bytes), '' order by position)) from recommendation_batch_chunks"
                + " where last_row <= (select position from recommendation_batches)";
        assertThat(kept).isBetween(1L, USERS - 1L);
        List<Long> chunks = rows.list(row -> row.getLong(1), "select count(*) from recommendation_batch_chunks");
        List<String> before = rows.list(row -> row.getString(1), first + " and position < " + chunks.get(0));
        execute("drop trigger pause on recommendation_batch_chunks");
        launch();

        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(batch.get("usersDone").asInt()).isEqualTo(USERS);
        assertThat(rows.number("select attempt from jobs where kind = 'recommendation-batch'"))
                .isEqualTo(2);
        assertThat(rows.list(row -> row.getString(1), first + " and position < " + chunks.get(0)))
                .as("the blocks that were stored before remain")
                .isEqualTo(before);
        List<JsonNode> lists = client.lists(id);
        assertThat(lists).hasSize(USERS);
        assertThat(lists.stream().map(list -> list.get("userId").asString())).doesNotHaveDuplicates();
        for (JsonNode list : lists) {
            JsonNode online = client.online(list.get("userId").asString(), QUERY);
            assertThat(list.get("version")).isEqualTo(online.get("version"));
            assertThat(list.get("items").toString()).isEqualTo(items(online));
        }
    }

    private static String items(JsonNode online) {
        return online.get("items")
                .valueStream()
                .map(item -> "{\"itemId\":%s,\"rank\":%s,\"score\":%s}"
                        .formatted(item.get("itemId"), item.get("rank"), item.get("score")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void launch() {
        service = ServiceProcess.start(
                database,
                folder.resolve("service.log"),
                "palate.jobs.heartbeat=500ms",
                "palate.jobs.poll=200ms",
                "palate.jobs.progress=100ms");
        client = new BatchClient(service.address("/"));
    }
}
