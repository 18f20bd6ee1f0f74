package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Files by links: first of a service without keys, then of one with keys. */
@PalateIT
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.security.key-age=100ms"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DownloadLinkIT {

    private static String admin = "";

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private KeyIssuer issuer;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void areRedeemedOnceWhileThereIsNoKey() throws Exception {
        String url = link("/exports/items.csv", null);

        assertThat(get(url, Map.of("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        url = link("/exports/items.csv", null);
        HttpResponse<String> file = get(url, Map.of());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).startsWith("id,title,year");
        assertThat(get(url, Map.of()).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void endWithTheOpenService() throws Exception {
        String url = link("/exports/items.csv", null);
        admin = issuer.issue("admin", Role.ADMIN, null).reveal();

        problem(get(url, Map.of()), 401, "invalid-download-link");
    }

    @Test
    @Order(3)
    void giveTheirFileOnceWithoutAKeyAndKeepNoSecret() throws Exception {
        String url = link("/exports/users/nobody%2F%3F/ratings.csv", admin);
        String secret = url.substring(url.indexOf("link=") + 5);

        assertThat(jdbc.sql("select count(*) from download_links where download_links::text like '%' || ? || '%'")
                        .param(secret)
                        .query(Long.class)
                        .single())
                .isZero();
        problem(get(url, Map.of()), 404, "unknown-user");
        problem(get(url, Map.of()), 401, "invalid-download-link");
    }

    @Test
    @Order(3)
    void giveNoOtherFileAndNothingAfterTheirTime() throws Exception {
        String url = link("/exports/items.csv", admin);
        problem(get(url.replace("items.csv", "ratings.csv"), Map.of()), 401, "invalid-download-link");
        problem(get(url, Map.of()), 401, "invalid-download-link");
        String expired = link("/exports/items.csv", admin);
        jdbc.sql("update download_links set expires_at = now() - interval '1 second'")
                .update();
        problem(get(expired, Map.of()), 401, "invalid-download-link");
        link("/exports/items.csv", admin);
        assertThat(jdbc.sql("select count(*) from download_links")
                        .query(Long.class)
                        .single())
                .as("expired links are removed")
                .isEqualTo(1);
        problem(get("/exports/items.csv?link=" + "x".repeat(5000), Map.of()), 401, "invalid-download-link");
        problem(get("/items?link=abc", Map.of()), 401, "missing-api-key");
    }

    @Test
    @Order(3)
    void areLimitedToTheRoleOfTheirKeyAndEndWithIt() throws Exception {
        IssuedKey reader = issuer.issue("reader", Role.READ, null);
        String url = link("/exports/items.csv", reader.reveal());
        issuer.revoke(reader.key().id(), false);
        problem(get(url, Map.of()), 401, "invalid-download-link");

        String metrics = issuer.issue("metrics", Role.METRICS, null).reveal();
        problem(post("{\"path\": \"/exports/items.csv\"}", metrics), 403, "insufficient-role");
        problem(post("{\"path\": \"/exports/items.csv\"}", null), 401, "missing-api-key");
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "/items",
                "/api-keys",
                "/exports/../api-keys",
                "/exports/..;/api-keys",
                "/exports/items.csv;x=1",
                "/exports/items.csv?link=abc",
                "exports/items.csv",
                "//evil.example/exports/items.csv",
                "https://evil.example/",
                "/exports/items.csv#x",
                "/exports/items csv",
                "/exports/%",
                "/exports/%2x?a=%",
                "",
            })
    void areForFilesOnly(String path) throws Exception {
        HttpResponse<String> refused = post("{\"path\": \"" + path + "\"}", admin);
        problem(refused, 400, "invalid-request");
        assertThat(JsonPath.<String>read(refused.body(), "$.errors[0].field")).isEqualTo("path");
    }

    @Test
    @Order(3)
    void areForShortPathsOnly() throws Exception {
        areForFilesOnly("/exports/" + "x".repeat(90_000));
        areForFilesOnly("/exports/" + "%41".repeat(30_000));
    }

    @Test
    @Order(3)
    void giveACheckpointWithItsQuery() throws Exception {
        String url = link("/models/popularity/versions/1/checkpoint?format=palate", admin);
        problem(get(url, Map.of()), 404, "unknown-model-version");
    }

    @Test
    @Order(3)
    void giveTheRejectedRowsOfAnImport() throws Exception {
        String id = importWithRejections();
        HttpResponse<String> page = get("/imports/" + id + "/rejections?size=1&page=1", Map.of("X-API-Key", admin));
        assertThat(JsonPath.<Integer>read(page.body(), "$.total")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(page.body(), "$.items[0].line")).isEqualTo(3);

        HttpResponse<String> file = get(link("/imports/" + id + "/rejections.csv", admin), Map.of());

        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"rejections.csv\"");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(3).startsWith("file,line,reason,text");
        assertThat(lines.get(1)).startsWith("r.csv,2,").endsWith(",\"1,i,\"\"99\"\"\"");
        problem(
                get("/imports/00000000-0000-0000-0000-000000000000/rejections", Map.of("X-API-Key", admin)),
                404,
                "unknown-import");
        problem(
                get("/imports/00000000-0000-0000-0000-000000000000/rejections.csv", Map.of("X-API-Key", admin)),
                404,
                "unknown-import");
    }

    private String importWithRejections() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n"
                + "userId,itemId,rating\n1,i,\"99\"\n2,i,bad\n3,i,4\n\r\n--x--\r\n";
        HttpRequest request = request("/imports?unknownItems=create")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("X-API-Key", admin)
                .POST(BodyPublishers.ofString(form))
                .build();
        String body = http.send(request, BodyHandlers.ofString()).body();
        String id = JsonPath.read(body, "$.id");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> JsonPath.<Object>read(
                                get("/imports/" + id, Map.of("X-API-Key", admin))
                                        .body(),
                                "$.endedAt")
                        != null);
        return id;
    }

    private String link(String path, @Nullable String key) throws Exception {
        HttpResponse<String> created = post("{\"path\": \"" + path + "\"}", key);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
        String url = JsonPath.read(created.body(), "$.url");
        assertThat(url).startsWith(path).contains("link=");
        return url;
    }

    private HttpResponse<String> post(String body, @Nullable String key) throws Exception {
        HttpRequest.Builder request = request("/download-links")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return http.send((key == null ? request : request.header("X-API-Key", key)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static void problem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JsonPath.<String>read(response.body(), "$.type")).isEqualTo("https://palate.dev/problems/" + slug);
    }
}
