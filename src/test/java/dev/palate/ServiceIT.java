package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
class ServiceIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Clock clock;

    @Test
    void isReadyWithItsDatabase() {
        client.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components.db.details.database")
                .isEqualTo("PostgreSQL");
    }

    @Test
    void showsPrometheusItsMetrics() {
        client.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("hikaricp_connections", "jvm_memory_used_bytes"));
    }

    /** Without {@code WholeResponses}, Spring flushes such a response before it is complete, and Tomcat sends it in chunks. */
    @Test
    void sendsShortJsonInOnePieceWithItsLength() {
        client.get()
                .uri("/users/unknown/recommendations")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .exists(HttpHeaders.CONTENT_LENGTH)
                .expectHeader()
                .doesNotExist(HttpHeaders.TRANSFER_ENCODING);
    }

    @Test
    void describesItselfAsOpenApi() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.openapi")
                .exists();
    }

    @Test
    void usesADatabaseOfThisClassAlone() throws Exception {
        try (var connection = dataSource.getConnection()) {
            assertThat(connection.getCatalog()).startsWith("it_");
        }
    }

    @Test
    void countsTimeInUtc() {
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }
}
