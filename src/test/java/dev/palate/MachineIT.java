package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language, the time zone and the variables of a machine change nothing that the service says. */
class MachineIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"tr, TR, SystemV/PST8PDT", "ar, EG, GMT+05:45"})
    void isTheSameOnEveryMachine(String language, String country, String zone) throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=%s -Duser.country=%s -Duser.timezone=%s".formatted(language, country, zone),
                "LANG",
                language + "_" + country + ".UTF-8",
                "PALATE_PORT",
                "tcp://10.0.0.1:8080",
                "PALATE_SERVICE_HOST",
                "10.0.0.1",
                "PALATE_DATABASE_PORT",
                "tcp://10.0.0.2:5432",
                "PALATE_DATABASE_PORT_5432_TCP",
                "tcp://10.0.0.2:5432");
        String[] settings = {"palate.ratings.minimum=0.1", "palate.ratings.maximum=5.3"};
        try (ServiceProcess service = ServiceProcess.start(
                ServiceProcess.class,
                environment,
                PostgresFixture.newMigratedDatabase(),
                folder.resolve("service.log"),
                settings)) {
            send(service, "PUT", "/items/I1", "{\"title\": \"TITLE\", \"categories\": [\"DIVA\"]}");
            assertThat(send(
                            service,
                            "PUT",
                            "/users/u/ratings/I1",
                            "{\"value\": 0.1, \"ratedAt\": \"2026-01-02T03:04:05Z\"}"))
                    .isEqualTo("{\"itemId\":\"I1\",\"value\":0.1,\"ratedAt\":\"2026-01-02T03:04:05Z\"}");
            assertThat(send(
                            service,
                            "PUT",
                            "/users/u/ratings/I1",
                            "{\"value\": 5.3, \"ratedAt\": \"2026-01-02T03:04:05Z\"}"))
                    .contains("5.3");
            assertThat(send(service, "PUT", "/users/u/ratings/I1", "{\"value\": 1234567.5}"))
                    .contains("must be a number from 0.1 to 5.3, not 1234567.5");
            assertThat(send(service, "GET", "/items?query=title&category=diva", ""))
                    .contains("\"total\":1");
            assertThat(send(service, "GET", "/users/u/recommendations?k=0", "")).contains("k must be from 1 to 1000");
            assertThat(send(service, "GET", "/items?size=0", "")).contains("size must be from 1 to 1000");
            assertThat(send(service, "GET", "/models/vae/versions/17", "")).contains("has no version 17");
            assertThat(send(service, "GET", "/training-jobs?state=failed", "")).contains("\"total\":0");
            assertThat(send(service, "POST", "/models/popularity/train", "{\"promote\": \"always\"}"))
                    .contains("\"state\":\"QUEUED\"");
            assertThat(send(service, "GET", "/exports/ratings.csv", ""))
                    .isEqualTo("userId,itemId,rating,timestamp\nu,I1,5.3,2026-01-02T03:04:05.000000Z\n");
            assertThat(send(service, "GET", "/actuator/prometheus", ""))
                    .contains("palate_training_jobs_total{algorithm=\"popularity\",outcome=\"failed\"} 0.0")
                    .contains("palate_training_jobs_total{algorithm=\"vae\",outcome=\"failed\"} 0.0")
                    .contains("palate_imports_rows_total{outcome=\"rejected\"} 0.0");
        }
    }

    private String send(ServiceProcess service, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.address(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
