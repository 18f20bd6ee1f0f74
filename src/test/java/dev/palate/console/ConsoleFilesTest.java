package dev.palate.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {

    private static final Pattern RESOURCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern IMPORT =
            Pattern.compile("(?:(?<![\"'])\\bfrom|^import|;import)\\s*[\"']([^\"']+)[\"']", Pattern.MULTILINE);
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>");

    private final ConsoleFiles files = new ConsoleFiles();
    private final String html = files.page().html();

    @Test
    void pageNamesOnlyFilesThatExist() {
        assertThat(html).doesNotContain("{{");
        assertThat(resources())
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> assertThat(files.find(path)).as(path).isPresent());
    }

    @Test
    void everyImportedModuleExistsAndIsRequestedWithThePage() {
        String main = resources().stream()
                .filter(path -> path.endsWith("/main.js"))
                .findFirst()
                .orElseThrow();
        assertThat(resources()).containsAll(modulesFrom(main));
    }

    @Test
    void commentsOfWholeLinesAreNotServed() {
        String script = """
                /** Its purpose. */
                const text = /** @type {string} */ (other); // why
                  /**
                   * A function.
                   *
                   * @param {string} name of /users/**
                   */
                  f(name) {
                    // an explanation
                    return 'http://a' + /** @type {any} */ (name);
                  }
                /** @type {any} */ (window).x = 1;
                """;
        assertThat(ScriptComments.remove(script)).isEqualTo("""
                const text = /** @type {string} */ (other); // why
                  f(name) {
                    return 'http://a' + /** @type {any} */ (name);
                  }
                /** @type {any} */ (window).x = 1;
                """);
        assertThat(resources())
                .filteredOn(path -> path.endsWith("/main.js"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(
                                new String(files.find(path).orElseThrow().content(), UTF_8))
                        .doesNotContain("* @"));
    }

    @Test
    void policyPermitsTheImportMapAndNoOtherInlineScript() {
        String importMap = first(IMPORT_MAP, html);
        assertThat(files.page().contentPolicy())
                .contains("script-src 'self' '" + Digests.ofScript(importMap) + "';")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(html.split("<script")).hasSize(5);
        assertThat(html).doesNotContain("style=").doesNotContainPattern(" on[a-z]+=");
    }

    /** A cached file would be wrong after an upgrade if its path stayed. */
    @Test
    void pathsOfOwnFilesChangeWithTheirContent() {
        String folder = first(Pattern.compile("src=\"([0-9a-f]{16})/main.js\""), html);
        assertThat(files.find("main.js")).isEmpty();
        assertThat(files.find(folder + "/main.js")).isPresent();
        assertThat(files.find(folder + "/index.html")).isEmpty();
        assertThat(files.find(folder + "/../" + folder + "/main.js")).isEmpty();
    }

    @Test
    void filesHaveTheTypesThatBrowsersRequire() {
        Map<String, String> types = resources().stream()
                .collect(Collectors.toMap(
                        path -> path.substring(path.lastIndexOf('.') + 1),
                        path -> files.find(path).orElseThrow().type(),
                        (one, other) -> one));
        assertThat(types)
                .containsEntry("js", "text/javascript;charset=utf-8")
                .containsEntry("css", "text/css;charset=utf-8")
                .containsEntry("svg", "image/svg+xml");
    }

    private List<String> resources() {
        return RESOURCE.matcher(html).results().map(result -> result.group(1)).toList();
    }

    private Set<String> modulesFrom(String main) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(main));
        while (!open.isEmpty()) {
            String module = open.pop();
            if (found.add(module)) {
                open.addAll(imports(module));
            }
        }
        return found;
    }

    private List<String> imports(String module) {
        String source = new String(files.find(module).orElseThrow().content(), StandardCharsets.UTF_8)
                .replaceAll("(?s)/\\*.*?\\*/", "");
        List<String> imports = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(source);
        while (matcher.find()) {
            imports.add(resolve(module, matcher.group(1)));
        }
        return imports;
    }

    private String resolve(String module, String imported) {
        if (imported.startsWith(".")) {
            return URI.create(module).resolve(imported).toString();
        }
        Map<String, String> map = new ConsoleLibraries().imports();
        String exact = map.get(imported);
        if (exact != null) {
            return exact.substring(2);
        }
        return map.keySet().stream()
                .filter(name -> name.endsWith("/") && imported.startsWith(name))
                .map(name -> map.get(name).substring(2) + imported.substring(name.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(module + " imports " + imported));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
