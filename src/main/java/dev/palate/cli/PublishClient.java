package dev.palate.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running service to publish a model file. */
final class PublishClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_FAILURES = 60;
    private static final Set<Integer> UNAVAILABLE = Set.of(429, 502, 503, 504);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String url;
    private final @Nullable String key;
    private final Duration poll;
    private int failures;

    PublishClient(URI url, @Nullable String key) {
        this(url, key, POLL);
    }

    /** @param poll the pause before each question for the state of the job */
    PublishClient(URI url, @Nullable String key, Duration poll) {
        this.poll = poll;
        this.url = url.toString().replaceFirst("/+$", "");
        this.key = key;
    }

    /**
     * The end of a publication.
     *
     * @param version null if there is none
     * @param text why it is in service or not, or why it failed
     */
    record Ended(@Nullable Integer version, String text, List<String> warnings) {}

    /**
     * Asks who the service thinks is calling, so that a refusal does not interrupt an upload.
     *
     * @throws IllegalArgumentException if the service cannot be reached or refuses the key
     */
    void requireAccess() {
        body(send(request("/caller").timeout(ANSWER).GET()), 200);
    }

    /**
     * Uploads a file as it is read, and waits for the end of its job.
     *
     * @throws IllegalArgumentException if the service refuses the file, with the reason
     */
    Ended publish(Path file, String algorithm, String promote, Consumer<String> progress) throws IOException {
        String path = "/models/" + encoded(algorithm) + "/versions?promote=" + promote;
        JsonNode job = body(
                send(request(path)
                        .header("Content-Type", "application/octet-stream")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofFile(file))),
                202);
        String address = "/training-jobs/" + encoded(job.path("id").asString());
        progress.accept("job " + job.path("id").asString() + " publishes it");
        while (job.path("endedAt").isNull() || job.path("endedAt").isMissingNode()) {
            pause();
            job = poll(address, job);
        }
        return ended(job);
    }

    /** The job continues while the service or a proxy before it does not answer, for example because the service restarts. */
    private JsonNode poll(String address, JsonNode last) {
        try {
            HttpResponse<String> response =
                    send(request(address).timeout(ANSWER).GET());
            if (!UNAVAILABLE.contains(response.statusCode()) || ++failures > MOST_FAILURES) {
                JsonNode job = body(response, 200);
                failures = 0;
                return job;
            }
        } catch (IllegalArgumentException e) {
            if (!(e.getCause() instanceof IOException) || ++failures > MOST_FAILURES) {
                throw e;
            }
        }
        return last;
    }

    private static Ended ended(JsonNode job) {
        List<String> warnings = new ArrayList<>();
        job.path("warnings").forEach(warning -> warnings.add(warning.asString()));
        String text = job.path("promotion").asString("");
        if (job.path("version").isNumber()) {
            return new Ended(job.path("version").asInt(), text, warnings);
        }
        return new Ended(
                null,
                job.path("failure")
                        .asString("The job ended as " + job.path("state").asString("") + "."),
                warnings);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return key == null ? request : request.header("X-API-Key", key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IllegalArgumentException(url + " cannot be reached or has ended the connection: " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted; a job that has begun continues in the service", e);
        }
    }

    private static JsonNode body(HttpResponse<String> response, int expected) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JacksonException e) {
            body = JSON.createObjectNode();
        }
        if (response.statusCode() != expected) {
            throw new IllegalArgumentException("the service answers %d: %s"
                    .formatted(
                            response.statusCode(),
                            body.path("detail").asString("it is no Palate, or a proxy refuses the request")));
        }
        return body;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(poll.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted; the job continues in the service", e);
        }
    }
}
