package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
@TestPropertySource(properties = {"palate.limits.requests-per-second=1", "palate.limits.burst=5"})
class RateLimitIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private KeyIssuer issuer;

    @Test
    void appliesToEachKeySeparatelyAndReportsWhenToRetry() {
        String busy = issuer.issue("busy", Role.ADMIN, null).reveal();
        String idle = issuer.issue("idle", Role.ADMIN, null).reveal();

        int passed = 0;
        RestTestClient.ResponseSpec answer = get(busy);
        while (answer.returnResult().getStatus().value() == 200 && passed < 50) {
            passed++;
            answer = get(busy);
        }

        assertThat(passed).isBetween(5, 20);
        answer.expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/rate-limit");
        get(idle).expectStatus().isOk();
    }

    private RestTestClient.ResponseSpec get(String key) {
        return client.get().uri("/items").header("X-API-Key", key).exchange();
    }
}
