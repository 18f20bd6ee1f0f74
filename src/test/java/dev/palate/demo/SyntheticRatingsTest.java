package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticRatingsTest {

    @TempDir
    private Path directory;

    @Test
    void givesEqualFilesForEqualSeeds() throws IOException {
        Path again = Files.createDirectory(directory.resolve("again"));
        new SyntheticRatings(1).write(directory);
        new SyntheticRatings(1).write(again);
        for (String file : List.of("movies.csv", "ratings.csv")) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(directory.resolve(file));
        }
    }

    @Test
    void givesEveryUserAtLeastTwentyRatingsOnTheScale() throws IOException {
        new SyntheticRatings(1).write(directory);
        List<String[]> rows = Files.readAllLines(directory.resolve("ratings.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        Map<String, Long> byUser = rows.stream().collect(Collectors.groupingBy(row -> row[0], Collectors.counting()));
        assertThat(byUser).hasSize(SyntheticRatings.USERS);
        assertThat(byUser.values()).allMatch(count -> count >= 20);
        assertThat(rows)
                .allMatch(row -> List.of("1.0", "2.0", "3.0", "4.0", "5.0").contains(row[2]));
    }

    @Test
    void givesEveryFilmATitleOfItsOwn() throws IOException {
        new SyntheticRatings(1).write(directory);
        assertThat(Files.readAllLines(directory.resolve("movies.csv")).stream()
                        .skip(1)
                        .map(line -> line.split(",", -1)[1]))
                .hasSize(SyntheticRatings.ITEMS)
                .doesNotHaveDuplicates();
    }
}
