package dev.palate.security.web;

import dev.palate.PalateIT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service without keys whose Tomcat takes the headers of proxies away before the service sees them. */
@PalateIT
@TestPropertySource(properties = "server.forward-headers-strategy=native")
class ForwardedRequestsIT {

    @Autowired
    private RestTestClient client;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For | 8.8.8.8",
                "X-Forwarded-For | 8.8.8.8, 10.0.0.1",
                "X-Forwarded-For | 127.0.0.1",
                "X-Forwarded-For | localhost",
                "X-Forwarded-Proto | https",
                "X-Forwarded-Server | x",
                "CF-Connecting-IP | 8.8.8.8",
            })
    void areRefused(String header, String value) {
        client.get()
                .uri("/items")
                .header(header, value)
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/local-only");
    }

    @Test
    void doNotIncludeThoseOfThisMachine() {
        client.get().uri("/items").exchange().expectStatus().isOk();
    }
}
