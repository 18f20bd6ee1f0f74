package dev.palate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The main code and the documents use standard English: words and phrases of a private language do not come back. */
class LanguageTest {

    private static final List<String> PHRASES = List.of(
            "lately",
            "whoever",
            "anew",
            "elsewhere",
            "beside",
            "is away",
            "as many as may",
            "by hand of",
            "stands (?:in|on|at|for|twice|alone|still|there)",
            "(?:goes|went|going|go) on",
            "(?:gives?|gave|giving) back",
            "giveBack",
            "gainsFromBatches",
            "MadeLists",
            "ListMaker",
            "class Patience",
            "made (?:of|lately)",
            "behind (?:a whole|the batch|it in time)",
            "comes about",
            "nobody",
            "somebody",
            "int again|boolean again|before\\(\\)|again\\(\\)");

    private static final Pattern FORBIDDEN =
            Pattern.compile("(?<![A-Za-z])(?:" + String.join("|", PHRASES) + ")(?![A-Za-z])", Pattern.CASE_INSENSITIVE);

    @Test
    void findsNoPhraseOfThePrivateLanguage() {
        List<String> found = new ArrayList<>();
        texts().forEach(file -> {
            List<String> lines = Sources.read(file).lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                Matcher matcher = FORBIDDEN.matcher(lines.get(line));
                if (matcher.find()) {
                    found.add("%s:%d: %s".formatted(file, line + 1, matcher.group()));
                }
            }
        });
        assertThat(found).isEmpty();
    }

    private static Stream<Path> texts() {
        return Stream.of(
                        Sources.mainFiles().stream(),
                        Sources.files(Path.of("src/main/resources"), ".yaml").stream(),
                        Sources.files(Path.of("docs"), ".md").stream(),
                        Sources.files(Path.of("http"), ".http").stream(),
                        Sources.files(Path.of("monitoring"), ".yml").stream(),
                        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                .map(Path::of))
                .flatMap(files -> files)
                .filter(Files::exists);
    }
}
