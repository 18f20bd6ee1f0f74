package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of settings is made of the metadata that the compiler's annotation processor wrote. */
class ConfigurationTableTest {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    @Test
    void namesEverySettingWithItsDefaultAndMeaning() throws IOException {
        Document.of("operations.md").requirePart("configuration", table());
    }

    private static String table() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (InputStream metadata = ConfigurationTableTest.class.getResourceAsStream(METADATA)) {
            assumeTrue(
                    metadata != null, "compiled without annotation processors: there is no metadata to compare with");
            for (JsonNode property : new JsonMapper().readTree(metadata).path("properties")) {
                String name = property.path("name").asString();
                String description = property.path("description").asString("");
                assertThat(description).as("the Javadoc of " + name).isNotBlank();
                rows.put(
                        name,
                        "| `%s` | %s | %s |\n"
                                .formatted(name, value(property.path("defaultValue")), plain(description)));
            }
        }
        assertThat(rows).hasSizeGreaterThan(30);
        return "| property | default | |\n|---|---|---|\n" + String.join("", rows.values());
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() || value.isArray() || value.asString("").isEmpty()
                ? ""
                : "`" + value.asString() + "`";
    }

    /** Javadoc as Markdown, on one line. */
    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }
}
