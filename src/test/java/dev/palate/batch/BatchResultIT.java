package dev.palate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.database.AdvisoryLock;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The results of batches over HTTP: ranges, digests, erasure and expiry. */
@PalateIT
@TestPropertySource(properties = "palate.recommendations.popularity-max-age=2ms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchResultIT {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private BatchRetention retention;

    @LocalServerPort
    private int port;

    private BatchClient client;
    private BatchFixture fixture;

    @BeforeAll
    void fill() {
        client = new BatchClient(URI.create("http://localhost:" + port));
        fixture = new BatchFixture(client);
        fixture.fill();
    }

    @Test
    void servesRangesWithADigest() throws Exception {
        String id = client.submit("{\"users\": \"all\", \"k\": 30}");
        JsonNode result = client.end(id).get("result");
        HttpResponse<byte[]> whole = client.result(id);
        byte[] bytes = whole.body();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(header(whole, "Content-Type")).isEqualTo("application/gzip");
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(whole, "Content-Disposition")).endsWith(id + ".ndjson.gz\"");
        assertThat(header(whole, "Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
        assertThat(result.get("sha256").asString()).isEqualTo(HexFormat.of().formatHex(sha256));
        assertThat(result.get("byteCount").asInt()).isEqualTo(bytes.length);
        String etag = header(whole, "ETag");

        assertPart(client.result(id, "Range", "bytes=10-19"), bytes, 10, 20);
        assertPart(client.result(id, "Range", "bytes=10-", "If-Range", etag), bytes, 10, bytes.length);
        assertPart(client.result(id, "Range", "bytes=-5"), bytes, bytes.length - 5, bytes.length);
        assertPart(client.result(id, "Range", "bytes=0-999999999"), bytes, 0, bytes.length);
        for (String[] headers : List.of(
                new String[] {"Range", "bytes=10-19", "If-Range", "\"another\""},
                new String[] {"Range", "bytes=0-1,5-6"},
                new String[] {"Range", "bytes=9-3"},
                new String[] {"Range", "lines=1-2"})) {
            HttpResponse<byte[]> all = client.result(id, headers);
            assertThat(all.statusCode()).as(String.join(" ", headers)).isEqualTo(200);
            assertThat(all.body()).isEqualTo(bytes);
        }
        for (String range : List.of("bytes=" + bytes.length + "-", "bytes=-0")) {
            HttpResponse<byte[]> none = client.result(id, "Range", range);
            assertThat(none.statusCode()).as(range).isEqualTo(416);
            assertThat(header(none, "Content-Range")).isEqualTo("bytes */" + bytes.length);
        }
        assertThat(client.result(id, "If-None-Match", etag).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> head = client.send("HEAD", BatchClient.path(id), "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(bytes.length));
    }

    @Test
    void aBrowserDownloadsWithALink() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        String url = client.call("POST", "/download-links", "{\"path\": \"" + BatchClient.path(id) + "\"}")
                .get("url")
                .asString();
        assertThat(BatchClient.lines(client.send("GET", url, "").body())).hasSize(1);
    }

    /** While another transaction keeps chunks from being stored. */
    @Test
    void aCancelledBatchHasNoResult() throws Exception {
        String id;
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table recommendation_batch_chunks in share row exclusive mode");
            id = client.submit("{\"users\": \"all\", \"k\": 1000}");
            awaitWaiting();
            HttpResponse<byte[]> early = client.result(id);
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(text(early)).contains("it has not ended yet");
            client.call("POST", "/recommendation-batches/" + id + "/cancel", "");
            holder.rollback();
        }
        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(batch.get("result").isNull()).isTrue();
        assertThat(count("select count(*) from recommendation_batch_chunks where batch_id = '" + id + "'"))
                .isZero();
        assertThat(client.result(id).statusCode()).isEqualTo(409);
    }

    @Test
    void resultsExpireBeforeTheirBatches() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        jdbc.sql("update jobs set ended_at = ended_at - interval '8 days' where id = ?::uuid")
                .param(id)
                .update();
        retention.deleteExpired();
        assertThat(client.get(id).get("result").isNull()).isTrue();
        assertThat(client.result(id).statusCode()).isEqualTo(404);
        assertThat(text(client.result(id))).contains("batch-result-expired");
        assertThat(count("select count(*) from recommendation_batch_chunks where batch_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void anErasedUserIsInNoResult() {
        fixture.rate(List.of(
                fixture.rating("erase,me", "i1", 5),
                fixture.rating("erase,me", "i2", 4),
                fixture.rating("erase", "i3", 4)));
        String finished = client.submit("{\"users\": \"all\", \"k\": 3}");
        String csv = client.submit("{\"users\": [\"u1\", \"erase,me\", \"erase\"], \"k\": 3, \"format\": \"csv\"}");
        String before = client.end(finished).get("result").get("sha256").asString();
        client.end(csv);
        int lines = client.lines(finished).size();
        assertThat(client.lines(csv)).hasSize(10);

        assertThat(client.send("DELETE", "/users/erase%2Cme", "").statusCode()).isEqualTo(204);

        assertThat(client.get(finished).get("result").get("sha256").isNull()).isTrue();
        assertThat(client.lines(finished)).hasSize(lines - 1).noneMatch(line -> line.contains("erase,me"));
        assertThat(client.lines(csv)).hasSize(7).noneMatch(line -> line.contains("erase,me"));
        assertThat(client.get(finished).get("result").get("sha256").asString()).isNotEqualTo(before);
        assertThat(client.send("DELETE", "/users/erase", "").statusCode()).isEqualTo(204);
    }

    /** The lists are computed and cannot be stored, because another transaction erases the user. */
    @Test
    void aUserWhoIsErasedMeanwhileIsLeftOut() throws Exception {
        fixture.rate(List.of(fixture.rating("gone", "i1", 5)));
        String id;
        try (Connection eraser = dataSource.getConnection()) {
            eraser.setAutoCommit(false);
            JdbcClient own = JdbcClient.create(new SingleConnectionDataSource(eraser, true));
            AdvisoryLock.ERASURE.hold(own);
            id = client.submit("{\"users\": [\"u1\", \"gone\"], \"k\": 3}");
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            count("select count(*) from pg_locks where locktype = 'advisory' and not granted") > 0);
            own.sql("delete from users where external_id = 'gone'").update();
            eraser.commit();
        }
        assertThat(client.end(id).get("usersDone").asInt()).isEqualTo(1);
        assertThat(client.lists(id))
                .singleElement()
                .satisfies(list -> assertThat(list.get("userId").asString()).isEqualTo("u1"));
    }

    private void awaitWaiting() {
        await().atMost(Duration.ofSeconds(20)).until(() -> count("""
                        select count(*) from pg_locks
                        where relation = 'recommendation_batch_chunks'::regclass and not granted""") > 0);
    }

    private static void assertPart(HttpResponse<byte[]> part, byte[] whole, int from, int to) {
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
