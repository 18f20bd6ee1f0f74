package dev.palate.model.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.training.DeviceReport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

class ProvenanceTest {

    /** The document as databases contain it since the first release. */
    private static final String STORED = """
            {"ratingCount": 100, "userCount": 10, "itemCount": 5, "dataDigest": "0a1b", "dataCutoff": "1998-04-22T23:10:38Z",
             "seed": 42, "request": {"kind": "TRAIN", "algorithm": "vae", "hyperparameters": {"epochs": 2, "dropout": 0.5}},
             "threads": 2, "trainSeconds": 1.5, "warmStartVersion": null,
             "platform": {"code": "1.0", "libraries": {"nd4j": "1.0.0-M2.1"}, "jvm": "OpenJDK 17",
                          "operatingSystem": "Linux 6 amd64", "cpu": "A CPU", "cpus": 2}}
            """;

    private final JsonMapper json = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Test
    void readsAndWritesTheDocumentOfAStoredVersion() {
        Provenance provenance = json.readValue(STORED, Provenance.class);

        assertThat(provenance.data().digest()).isEqualTo("0a1b");
        assertThat(provenance.conditions().seed()).isEqualTo(42);
        assertThat(json.readTree(json.writeValueAsString(provenance))).isEqualTo(json.readTree(STORED));
    }

    @Test
    void readsAndWritesTheDevice() {
        String stored = STORED.replace(
                "\"threads\": 2",
                "\"threads\": 2, \"device\": {\"name\": \"a card\", \"memoryBytes\": 1000, \"stepMilliseconds\": 0.5}");
        Provenance provenance = json.readValue(stored, Provenance.class);

        assertThat(provenance.conditions().device()).isEqualTo(new DeviceReport("a card", 1000L, 0.5));
        assertThat(json.readTree(json.writeValueAsString(provenance))).isEqualTo(json.readTree(stored));
    }

    /** It is part of the build if the profile onednn is active. */
    @Test
    void namesOneDnnIfTheBuildContainsIt() {
        Map<String, String> libraries = Platform.current("1.0").libraries();

        assertThat(libraries).containsKeys("openblas", "spring-boot");
        assertThat(libraries.containsKey("onednn")).isEqualTo(OneDnn.isIncluded());
        assertThat(libraries.getOrDefault("onednn", "3.11")).startsWith("3.");
    }
}
