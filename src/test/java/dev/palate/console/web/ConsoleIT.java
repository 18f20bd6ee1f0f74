package dev.palate.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PalateIT
class ConsoleIT {

    private static final Pattern RESOURCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final int MOST_BYTES = 150_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void pageIsRevalidatedAndItsPolicyPermitsOnlyThisService() throws Exception {
        HttpResponse<byte[]> page = get("/console/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html;charset=utf-8");
        assertThat(header(page, "cache-control")).isEqualTo("no-cache");
        assertThat(header(page, "content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .contains("frame-ancestors 'none'", "form-action 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(page.headers().allValues("content-security-policy")).hasSize(1);
        assertThat(header(page, "cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(header(page, "cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(header(page, "permissions-policy")).contains("camera=()");
        assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "x-frame-options")).isEqualTo("DENY");

        assertThat(get("/console/", "If-None-Match", header(page, "etag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void filesAreKeptForEverAndTheFirstVisitIsSmall() throws Exception {
        HttpResponse<byte[]> page = get("/console/", "Accept-Encoding", "gzip");
        int size = page.body().length;
        for (String path : resources(text(page))) {
            HttpResponse<byte[]> file = get("/console/" + path, "Accept-Encoding", "gzip");
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(header(file, "cache-control")).isEqualTo("max-age=31536000, public, immutable");
            size += file.body().length;
        }
        assertThat(size).isLessThan(MOST_BYTES);
    }

    @Test
    void unknownFileIsAProblem() throws Exception {
        HttpResponse<byte[]> missing = get("/console/0000000000000000/main.js");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "content-type")).isEqualTo("application/problem+json");
        assertThat(new String(missing.body(), StandardCharsets.UTF_8))
                .contains("There is nothing at /console/0000000000000000/main.js.");
    }

    @Test
    void folderLeadsToThePage() throws Exception {
        HttpResponse<byte[]> folder = get("/console");
        assertThat(folder.statusCode()).isEqualTo(302);
        assertThat(folder.uri().resolve(header(folder, "location"))).isEqualTo(address("/console/"));
    }

    private static List<String> resources(String html) {
        return RESOURCE.matcher(html).results().map(result -> result.group(1)).toList();
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        if (!header(response, "content-encoding").equals("gzip")) {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
