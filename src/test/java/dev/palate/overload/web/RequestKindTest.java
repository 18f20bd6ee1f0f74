package dev.palate.overload.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;

class RequestKindTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /actuator/health/liveness, STATUS",
        "GET, /actuator/prometheus, STATUS",
        "GET, /actuator, STATUS",
        "POST, /imports, TRANSFER",
        "POST, /imports/check, TRANSFER",
        "GET, /imports, WORK",
        "GET, /imports/1, WORK",
        "GET, /exports/ratings.csv, TRANSFER",
        "HEAD, /exports/users/1/ratings.csv, TRANSFER",
        "GET, /models/vae/versions/3/checkpoint, TRANSFER",
        "GET, /models/vae/versions/3, WORK",
        "GET, /users/actuator/recommendations, WORK",
        "GET, /users/1%2Factuator, WORK",
        "GET, /training-jobs/1/events, WORK",
        "POST, /recommendations, WORK",
    })
    void comesFromMethodAndPath(String method, String path, RequestKind kind) {
        assertThat(RequestKind.of(method, PathContainer.parsePath(path))).isEqualTo(kind);
    }
}
