package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The stream of a job that does not end. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(
        properties = {"palate.jobs.poll=50ms", "palate.jobs.progress=50ms", "palate.security.key-age=100ms"})
@Timeout(60)
class RevokedStreamIT {

    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private KeyIssuer issuer;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @LocalServerPort
    private int port;

    @BeforeEach
    void haveRatings() {
        jdbc.sql("""
                insert into users (external_id) select g::text from generate_series(1, 40) g on conflict do nothing;
                insert into items (external_id, title)
                    select g::text, 'Item ' || g from generate_series(1, 20) g on conflict do nothing;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                    where (u.id + i.id) % 2 = 0 on conflict do nothing;
                """).update();
        algorithm.hook((epoch, batch) -> awaitRelease());
    }

    @AfterEach
    void endTheJob() {
        release.countDown();
    }

    @Test
    void endsWhenItsKeyIsRevokedOrExpires() throws Exception {
        String admin = issuer.issue("admin", Role.ADMIN, null).reveal();
        String job = job(admin);
        IssuedKey revoked = issuer.issue("revoked", Role.READ, null);
        IssuedKey expiring = issuer.issue("expiring", Role.READ, clock.instant().plus(Duration.ofSeconds(3)));
        InputStream valid = listen(job, admin).body();
        InputStream ofRevoked = listen(job, revoked.reveal()).body();
        InputStream ofExpiring = listen(job, expiring.reveal()).body();
        InputStream ofAllJobs = http.send(
                        request("/job-events", revoked.reveal()).build(), BodyHandlers.ofInputStream())
                .body();

        issuer.revoke(revoked.key().id(), true);

        assertThat(new String(ofRevoked.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("event:end");
        assertThat(new String(ofAllJobs.readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"state\":\"RUNNING\"")
                .doesNotContain("SUCCEEDED");
        assertThat(new String(ofExpiring.readAllBytes(), StandardCharsets.UTF_8))
                .doesNotContain("event:end");
        release.countDown();
        assertThat(new String(valid.readAllBytes(), StandardCharsets.UTF_8)).contains("event:end");
    }

    private String job(String key) throws Exception {
        HttpRequest request = request("/models/step/train", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return JsonPath.read(http.send(request, BodyHandlers.ofString()).body(), "$.id");
    }

    private HttpResponse<InputStream> listen(String job, String key) throws Exception {
        return http.send(request("/training-jobs/" + job + "/events", key).build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("X-API-Key", key);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
