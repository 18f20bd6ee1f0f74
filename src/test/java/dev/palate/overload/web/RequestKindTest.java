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
        "GET, /console/, STATUS",
        "GET, /console/styles/base.css, STATUS",
        "GET, /users/console/recommendations, READ",
        "GET, /job-events, READ",
        "POST, /imports, UPLOAD",
        "POST, /imports/check, UPLOAD",
        "GET, /imports, READ",
        "GET, /imports/1, READ",
        "GET, /exports/ratings.csv, DOWNLOAD",
        "HEAD, /exports/users/1/ratings.csv, DOWNLOAD",
        "GET, /models/vae/versions/3/checkpoint, DOWNLOAD",
        "GET, /recommendation-batches/1/result, DOWNLOAD",
        "GET, /recommendation-batches/1, READ",
        "POST, /recommendation-batches, WRITE",
        "GET, /models/vae/versions/3, READ",
        "GET, /users/actuator/recommendations, READ",
        "GET, /users/1%2Factuator, READ",
        "GET, /training-jobs/1/events, READ",
        "POST, /recommendations, READ",
        "POST, /recommendations/batch, READ",
        "POST, /recommendations/1/events, WRITE",
        "PUT, /users/1/ratings/2, WRITE",
        "DELETE, /users/1, WRITE",
        "POST, /models/vae/train, WRITE",
    })
    void comesFromMethodAndPath(String method, String path, RequestKind kind) {
        assertThat(RequestKind.of(method, PathContainer.parsePath(path))).isEqualTo(kind);
    }
}
