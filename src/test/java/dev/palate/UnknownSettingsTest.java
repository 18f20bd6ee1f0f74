package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

class UnknownSettingsTest {

    private static final String METADATA = """
            {"groups": [{"name": "palate.limits"}, {"name": "palate.security"}],
             "properties": [
               {"name": "palate.limits.body", "type": "org.springframework.util.unit.DataSize"},
               {"name": "palate.limits.model-file", "type": "org.springframework.util.unit.DataSize"},
               {"name": "palate.security.first-keys", "type": "java.util.Map<dev.palate.security.Role,java.nio.file.Path>"}]}
            """;

    private final StandardEnvironment environment = new StandardEnvironment();

    UnknownSettingsTest() {
        put("systemEnvironment", Map.of());
        put("systemProperties", Map.of());
    }

    @Test
    void namesWhatIsUnknownWithTheNearestNameAndItsSource() {
        put("commandLineArgs", Map.of("palate.limits.bodyy", "4MB", "palate.model-file", "1GB", "server.port", "1"));

        assertThat(sentences())
                .containsExactly(
                        "The setting palate.limits.bodyy has no effect: it is unknown; the nearest known name is"
                                + " palate.limits.body (commandLineArgs)",
                        "The setting palate.model-file has no effect: it is unknown; the nearest known name is"
                                + " palate.limits.model-file (commandLineArgs)");
    }

    @Test
    void knowsAllFormsOfANameAndTheEntriesOfMaps() {
        put(
                "file",
                Map.of(
                        "palate.limits.modelFile", "1GB",
                        "palate.limits.model_file", "1GB",
                        "palate.security.first-keys.admin", "key",
                        "palate.training.poll", "1s"));
        put("systemEnvironment", Map.of("PALATE_LIMITS_MODELFILE", "1GB", "PALATE_SECURITY_FIRSTKEYS_READ", "key"));

        assertThat(sentences()).isEmpty();
    }

    @Test
    void reportsVariablesOnlyInAGroupOfSettings() {
        put(
                "systemEnvironment",
                Map.of("PALATE_HOME", "/opt", "PALATE_LIMITSERVER_URL", "x", "PALATE_LIMITS_BODIES", "1MB"));

        assertThat(sentences())
                .containsExactly("The setting PALATE_LIMITS_BODIES has no effect: it is unknown; the nearest known name"
                        + " is palate.limits.body (systemEnvironment)");
    }

    @Test
    void reportsANameThatContinuesAMapWithoutASeparator() {
        put("file", Map.of("palate.security.first-keysadmin", "key"));

        assertThat(sentences()).hasSize(1);
    }

    @Test
    void reportsNothingWithTheMetadataOfAnotherLibrary() {
        put("file", Map.of("palate.limits.body", "1MB"));

        assertThat(sentences("{\"properties\": [{\"name\": \"server.port\"}]}")).isEmpty();
    }

    private List<String> sentences() {
        return sentences(METADATA);
    }

    private List<String> sentences(String metadata) {
        return UnknownSettings.describe(environment, new JsonMapper().readTree(metadata));
    }

    private void put(String source, Map<String, Object> values) {
        MapPropertySource replacement = new MapPropertySource(source, values);
        if (environment.getPropertySources().contains(source)) {
            environment.getPropertySources().replace(source, replacement);
        } else {
            environment.getPropertySources().addLast(replacement);
        }
    }
}
