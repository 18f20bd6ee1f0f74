package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.demo.InventedFilms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fills a service for browser tests, as another client would. */
public final class ServiceClient {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Set<String> UNFINISHED = Set.of("QUEUED", "RUNNING");
    private static final String BOUNDARY = "boundary-of-parts";

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String root;
    private final @Nullable String key;

    /** @param key null for an open service */
    public ServiceClient(int port, @Nullable String key) {
        this.root = "http://localhost:" + port;
        this.key = key;
    }

    /** The address of a screen, such as {@code #/jobs}. */
    public String console(String fragment) {
        return root + "/console/" + fragment;
    }

    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    /** @param body JSON, or null for none */
    public JsonNode call(String method, String path, @Nullable String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** Imports 800 invented films and the ratings of 600 users, and waits until that is done. */
    public void importFilms(Path folder) throws IOException {
        InventedFilms.write(folder);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (String name : List.of("movies.csv", "ratings.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve(name), zip);
            }
        }
        importFile("films.zip", archive.toByteArray(), "");
    }

    /** @param options the query of the request, such as {@code ?unknownItems=create} */
    public JsonNode importFile(String name, byte[] content, String options) {
        JsonNode queued = send(request("/imports" + options)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form(name, content)));
        return whenEnded("/imports/" + queued.path("id").asString());
    }

    /** Queues a training and returns the id of its job. */
    public String train(String algorithm, String body) {
        return call("POST", "/models/" + algorithm + "/train", body).path("id").asString();
    }

    public JsonNode trained(String algorithm, String body) {
        return whenEnded("/training-jobs/" + train(algorithm, body));
    }

    /** Waits for the end of a job. */
    public JsonNode whenEnded(String path) {
        await(path)
                .atMost(PATIENCE)
                .until(() -> get(path).path("state").asString(), state -> !UNFINISHED.contains(state));
        return get(path);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        return key == null ? request : request.header("X-API-Key", key);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher form(String name, byte[] content) {
        String head = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, name);
        return BodyPublishers.ofByteArrays(List.of(
                head.getBytes(StandardCharsets.UTF_8),
                content,
                ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
