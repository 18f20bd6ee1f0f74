package dev.palate.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of batches, and of the single lists that they must equal. */
public final class BatchClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI service;

    public BatchClient(URI service) {
        this.service = service;
    }

    /** Any request; headers are names and values in turn. */
    public HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    /** The response of a request that succeeds. */
    public JsonNode call(String method, String path, String body, String... headers) {
        HttpResponse<byte[]> response = send(method, path, body, headers);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + path + ": " + response.statusCode() + " " + new String(response.body(), UTF_8));
        }
        return json.readTree(response.body().length == 0 ? "{}".getBytes(UTF_8) : response.body());
    }

    /** Submits a batch and returns its id. */
    public String submit(String body, String... headers) {
        return call("POST", "/recommendation-batches", body, headers).get("id").asString();
    }

    public JsonNode get(String id) {
        return call("GET", "/recommendation-batches/" + id, "");
    }

    /** Waits for the end of a batch. */
    public JsonNode end(String id) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(() -> get(id), batch -> !batch.get("endedAt").isNull());
    }

    public HttpResponse<byte[]> result(String id, String... headers) {
        return send("GET", path(id), "", headers);
    }

    public static String path(String id) {
        return "/recommendation-batches/" + id + "/result";
    }

    /** The lines of a whole result. */
    public List<String> lines(String id) {
        HttpResponse<byte[]> result = result(id);
        if (result.statusCode() != 200) {
            throw new IllegalStateException(result.statusCode() + " " + new String(result.body(), UTF_8));
        }
        return lines(result.body());
    }

    public static List<String> lines(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<JsonNode> lists(String id) {
        List<JsonNode> lists = new ArrayList<>();
        lines(id).forEach(line -> lists.add(json.readTree(line)));
        return lists;
    }

    /** The list of a user from a single request, in the form of a line of a batch. */
    public JsonNode online(String userId, String query) {
        JsonNode list = call(
                "GET",
                "/users/" + URLEncoder.encode(userId, StandardCharsets.UTF_8).replace("+", "%20") + "/recommendations?"
                        + query,
                "");
        List<Map<String, Object>> items = new ArrayList<>();
        list.get("items")
                .forEach(item -> items.add(
                        Map.of("itemId", item.get("itemId"), "rank", item.get("rank"), "score", item.get("score"))));
        return json.valueToTree(Map.of(
                "userId", list.get("userId"),
                "model", list.get("model"),
                "version", list.get("version"),
                "fallback", list.get("fallback"),
                "items", items));
    }
}
