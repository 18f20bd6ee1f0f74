package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.source.Sources;
import dev.palate.source.TableOwners;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of packages consists of the descriptions of the packages and of the owners of the tables. */
class PackageTableTest {

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern FIRST_SENTENCE = Pattern.compile(".*?\\.(?= [A-Z<]|$)");

    @Test
    void describesEveryPackage() {
        Document.of("architecture.md").requirePart("packages", table());
    }

    private static String table() {
        return Sources.classes().stream()
                .map(Sources::packageOf)
                .filter(name ->
                        !name.isEmpty() && !List.of(name.split("\\.", -1)).contains("web"))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> "| `%s` | %s | %s |\n".formatted(name, description(name), tables(name)))
                .collect(Collectors.joining(
                        "", "| package | what it is | tables that it writes |\n|---|---|---|\n", ""));
    }

    private static String description(String name) {
        Path file = Sources.MAIN
                .resolve("dev/palate")
                .resolve(name.replace('.', '/'))
                .resolve(Sources.PACKAGE_INFO);
        Matcher javadoc = JAVADOC.matcher(Sources.read(file));
        assertThat(javadoc.find()).as("a description of " + name).isTrue();
        Matcher sentence = FIRST_SENTENCE.matcher(
                javadoc.group(1).replaceAll("(?:\\s*\\n \\*[ \\t]*)+", " ").strip());
        assertThat(sentence.find()).as("a sentence about " + name).isTrue();
        return sentence.group().replaceAll("\\{@(?:code|link) (?:[a-z.]+\\.)?([^}]*)}", "`$1`");
    }

    private static String tables(String name) {
        return TableOwners.OWNERS.entrySet().stream()
                .filter(table -> table.getValue().equals(name))
                .map(Map.Entry::getKey)
                .sorted()
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
    }
}
