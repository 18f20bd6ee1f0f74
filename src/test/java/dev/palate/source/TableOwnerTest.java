package dev.palate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each table is written by exactly one package: through SQL in the code or through a JPA entity. */
class TableOwnerTest {

    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?"
                    + "|copy(?=\\s+[a-z_]+\\s*(?:\\([^)]*\\))?\\s+from))\\s+(?:only\\s+)?([a-z_]+|\\?)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ENTITY = Pattern.compile("@Entity\\b.*?@Table\\(name = \"([a-z_]+)\"", Pattern.DOTALL);

    private static final Pattern CREATED =
            Pattern.compile("create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?([a-z_]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern DROPPED =
            Pattern.compile("drop\\s+table\\s+(?:if\\s+exists\\s+)?([a-z_]+)", Pattern.CASE_INSENSITIVE);

    @Test
    void writesEachTableFromOnePackage() {
        Map<String, Set<String>> expected = new TreeMap<>();
        TableOwners.OWNERS.forEach((table, owner) -> expected.put(table, Set.of(owner)));
        assertThat(writers()).isEqualTo(expected);
    }

    @Test
    void ownsEveryTableOfTheSchema() {
        Set<String> owned = new TreeSet<>(TableOwners.OWNERS.keySet());
        owned.addAll(TableOwners.WRITTEN_BY_LIBRARIES);
        assertThat(owned).isEqualTo(tables());
    }

    @Test
    void namesTheTableOfEveryWritingStatement() {
        JavaText.of(Sources.classes())
                .forEach((file, texts) ->
                        texts.forEach(text -> assertThat(writtenIn(text).contains(JavaText.EXPRESSION))
                                .as("%s writes a table that it does not name: %s", file, text)
                                .isFalse()));
    }

    private static Map<String, Set<String>> writers() {
        Set<String> tables = tables();
        Map<String, Set<String>> writers = new TreeMap<>();
        for (Map.Entry<Path, List<String>> file : JavaText.of(Sources.classes()).entrySet()) {
            Set<String> written = new TreeSet<>(entities(file.getKey()));
            file.getValue().forEach(text -> written.addAll(writtenIn(text)));
            written.retainAll(tables);
            written.forEach(table -> writers.computeIfAbsent(table, name -> new TreeSet<>())
                    .add(owner(table, Sources.packageOf(file.getKey()))));
        }
        return writers;
    }

    /** A subpackage belongs to the owner: {@code rating.bulk} writes for {@code rating}. */
    private static String owner(String table, String writer) {
        String owner = TableOwners.OWNERS.getOrDefault(table, writer);
        return writer.startsWith(owner + ".") ? owner : writer;
    }

    private static Set<String> writtenIn(String text) {
        return found(WRITE, text);
    }

    private static Set<String> entities(Path file) {
        return found(ENTITY, Sources.read(file));
    }

    private static Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        List<Path> migrations = Sources.files(Path.of("db/migration"), ".sql");
        migrations.forEach(file -> tables.addAll(found(CREATED, Sources.read(file))));
        migrations.forEach(file -> tables.removeAll(found(DROPPED, Sources.read(file))));
        return tables;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
