package dev.palate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PackageTest {

    private static final int MOST_FILES = 20;
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](\\s|$)");

    @Test
    void haveAtMostTwentyFiles() {
        assertThat(filesByPackage())
                .allSatisfy((name, files) ->
                        assertThat(files.size()).as("files of " + name).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void haveNoTwoClassesOfTheSameName() {
        Map<String, List<Path>> byName = Sources.classes().stream()
                .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        assertThat(byName.values()).allSatisfy(files -> assertThat(files).hasSize(1));
    }

    @Test
    void saySomethingAboutThemselvesAndWhatTheyMustNotKnow() {
        assertThat(filesByPackage().keySet()).allSatisfy(name -> {
            Path file = Sources.MAIN
                    .resolve("dev/palate")
                    .resolve(name.replace('.', '/'))
                    .resolve(Sources.PACKAGE_INFO);
            assertThat(Files.exists(file)).as(name + " has a package-info").isTrue();
            String source = Sources.read(file);
            Matcher javadoc = JAVADOC.matcher(source);
            assertThat(javadoc.find()).as(name + " has a Javadoc").isTrue();
            String text = javadoc.group(1).replaceAll("\\s*\\n \\*\\s*", " ").strip();
            assertThat(SENTENCE_END.matcher(text).results().count())
                    .as("sentences of " + name)
                    .isGreaterThanOrEqualTo(2);
            assertThat(text).as(name).containsPattern("ust not know|knows nothing|contains no rules");
            assertThat(source).as(name).contains("@NullMarked");
        });
    }

    private static Map<String, List<Path>> filesByPackage() {
        return Sources.classes().stream()
                .collect(Collectors.groupingBy(Sources::packageOf, TreeMap::new, Collectors.toList()));
    }
}
