package dev.palate.problem.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problems as responses; temporary ones carry {@code Retry-After}. */
final class ProblemAnswers {

    private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

    private ProblemAnswers() {}

    static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    static ResponseEntity<Object> answer(ProblemDetail problem, String header, String value) {
        return ResponseEntity.status(problem.getStatus())
                .header(header, value)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    static ResponseEntity<Object> later(ProblemDetail problem, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return answer(problem, HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    static ResponseEntity<Object> ofOutage() {
        return ofDatabase("database-unavailable", "The database cannot be reached at the moment");
    }

    static ResponseEntity<Object> ofSlowDatabase() {
        return ofDatabase("database-timeout", "The database took longer than the time limit of a request");
    }

    private static ResponseEntity<Object> ofDatabase(String slug, String what) {
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                slug,
                what + "; nothing was changed unless an earlier response confirmed it.");
        return later(problem, DATABASE_RETRY);
    }
}
