package dev.palate.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The table of alerts is made of Prometheus' rules. */
class AlertTableTest {

    private static final Path RULES = Path.of("monitoring", "alerts.yml");

    @Test
    void namesEveryAlertAndWhatToDo() throws IOException {
        Document.of("operations.md").requirePart("alerts", table());
    }

    private static String table() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(RULES));
        return file.get("groups").stream()
                .flatMap(group -> group.get("rules").stream())
                .map(AlertTableTest::row)
                .collect(Collectors.joining("", "| alert | severity | for | says | do |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(Map<String, Object> rule) {
        Map<?, ?> labels = (Map<?, ?>) rule.get("labels");
        Map<?, ?> said = (Map<?, ?>) rule.get("annotations");
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        rule.get("alert"),
                        labels.get("severity"),
                        rule.getOrDefault("for", ""),
                        plain(said.get("summary")),
                        plain(said.get("action")));
    }

    /** What Prometheus fills in, by its name. */
    private static String plain(Object text) {
        return text.toString()
                .replaceAll("\\{\\{ \\$(?:labels\\.)?(\\w+)[^}]*}}", "*$1*")
                .replace("|", "\\|");
    }
}
