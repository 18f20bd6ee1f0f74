package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** An alert that reads the increase of a counter sees no increase if the counter begins at 1: it must begin at 0. */
@PalateIT
class FirstScrapeIT {

    private static final Pattern COUNTER = Pattern.compile("(palate_\\w+_total)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Autowired
    private RestTestClient client;

    @Test
    void hasEveryCounterThatAnAlertReads() throws IOException {
        String scraped = client.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        List<String> lines = scraped.lines().toList();

        assertThat(COUNTER.matcher(Files.readString(Path.of("monitoring", "alerts.yml")))
                        .results())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(counter -> assertThat(lines)
                        .anyMatch(line -> line.startsWith(counter.group(1) + "{")
                                && labels(counter.group(2)).allMatch(line::contains)));
        assertThat(lines)
                .contains(
                        "palate_training_jobs_total{algorithm=\"vae\",outcome=\"failed\"} 0.0",
                        "palate_training_jobs_total{algorithm=\"popularity\",outcome=\"failed\"} 0.0",
                        "palate_imports_rows_total{outcome=\"rejected\"} 0.0",
                        "palate_imports_total{outcome=\"failed\"} 0.0");
    }

    /** The labels that the service itself sets, as they are written. */
    private static Stream<String> labels(String selector) {
        return LABEL.matcher(selector)
                .results()
                .filter(label -> !label.group(1).equals("job"))
                .map(label -> label.group());
    }
}
