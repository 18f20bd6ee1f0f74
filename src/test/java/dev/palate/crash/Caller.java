package dev.palate.crash;

import dev.palate.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a service that may die before it answers. */
final class Caller {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a service said that was not in trouble. */
    record Answer(int status, String body) {

        boolean acknowledges() {
            return status / 100 == 2;
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /**
     * Empty if nobody knows what became of the request: there was no answer, or one that says that the database is away.
     *
     * @throws IllegalStateException if the service failed in any other way
     */
    Optional<Answer> sendAs(
            String type, ServiceProcess service, String method, String path, String body, String... headers)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address(path))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException gone) {
            return Optional.empty();
        }
        if (response.statusCode() == 503
                && response.headers().firstValue("Retry-After").isPresent()) {
            return Optional.empty();
        }
        if (response.statusCode() >= 500) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return Optional.of(new Answer(response.statusCode(), response.body()));
    }

    Optional<Answer> send(ServiceProcess service, String method, String path, String json, String... headers)
            throws InterruptedException {
        return sendAs("application/json", service, method, path, json, headers);
    }

    Optional<Answer> get(ServiceProcess service, String path) throws InterruptedException {
        return send(service, "GET", path, "");
    }

    /** Whether the service says so; while it says why not, or nothing, it is not. */
    boolean isReady(ServiceProcess service) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.address("/actuator/health/readiness"))
                .timeout(LONGEST_ANSWER)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        }
    }
}
