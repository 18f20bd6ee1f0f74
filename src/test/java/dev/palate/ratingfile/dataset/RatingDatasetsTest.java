package dev.palate.ratingfile.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.MovieLens100K;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.split.TimedRatings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingDatasetsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"\t", ",", "::", " ", "  "})
    void readsEverySeparator(String separator) throws IOException {
        Path file = write(
                "ratings",
                String.join(separator, "10", "b", "4.5", "7") + "\n\n" + String.join(separator, "9", "a", "3", "8")
                        + "\n");
        RatingDataset dataset = RatingDatasets.read(file);
        assertThat(dataset.users().ids()).containsExactly("9", "10");
        assertThat(dataset.items().ids()).containsExactly("a", "b");
        assertThat(dataset.ratings().row(1).values()).containsExactly(4.5f);
        // User 9's rating is the later one, and user 9 is row 0.
        assertThat(dataset.timed().time(0)).isEqualTo(1);
        assertThat(dataset.timed().time(1)).isZero();
        assertThat(dataset.hasTimes()).isTrue();
    }

    @Test
    void skipsAHeaderAndLetsTheLastRatingCount() throws IOException {
        write("ratings.csv", "userId,movieId,rating,timestamp\n1,5,2,1\n1,5,3,2\n1,4,1,3\n");
        RatingDataset dataset = RatingDatasets.read(directory);
        assertThat(dataset.ratings().size()).isEqualTo(2);
        assertThat(dataset.ratings().row(0).values()).containsExactly(1, 3);
    }

    @Test
    void ordersRatingsOfOneSecondAsTheFileDoes() throws IOException {
        TimedRatings timed = RatingDatasets.read(write("ties", "1 30 5 7\n1 20 5 7\n1 10 5 9\n1 40 5 1\n"))
                .timed();
        // Items 10, 20, 30, 40 in chronological order: 40, then 30 and 20 as they stand, then 10.
        assertThat(List.of(timed.time(0), timed.time(1), timed.time(2), timed.time(3)))
                .containsExactly(3L, 2L, 1L, 0L);
    }

    @Test
    void sharesOneNumberingAmongFilesReadTogether() throws IOException {
        Path train = write("train", "1 1 5\n2 3 4\n");
        Path test = write("test", "3 2 5\n");
        List<RatingDataset> both = RatingDatasets.readTogether(List.of(train, test));
        assertThat(both.get(0).users()).isSameAs(both.get(1).users());
        assertThat(both.get(0).ratings().rowCount()).isEqualTo(3);
        assertThat(both.get(1).ratings().row(2).indexes()).containsExactly(1);
        assertThat(both.get(0).hasTimes()).isFalse();
    }

    /** Every user of the test has two items: alone, the file would be ratings. */
    @Test
    void readsAFileThatCouldBeBothAsTheOthersOfItsSplit() throws IOException {
        Path train = write("train", "1 1 2 3 4\n2 3\n3\n");
        Path test = write("test", "1 5 6\n2 1 5\n");
        List<RatingDataset> both = RatingDatasets.readTogether(List.of(test, train));
        assertThat(both.get(0).ratings().size()).isEqualTo(4);
        assertThat(both.get(0).ratings().rowCount()).isEqualTo(3);
        assertThat(both.get(0).hasValues()).isFalse();
        assertThat(both.get(1).ratings().row(0).values()).containsExactly(1, 1, 1, 1);
        RatingDataset alone = RatingDatasets.read(test);
        assertThat(alone.hasValues()).isTrue();
        assertThat(alone.ratings().row(0).values()).containsExactly(6);
    }

    @Test
    void saysWhichLineIsNotARating() throws IOException {
        Path file = write("broken", "1 1 5\n1 2\n");
        assertThatThrownBy(() -> RatingDatasets.read(file)).hasMessageContaining("broken, line 2: expected 'user item");
        Path word = write("word", "1 1 5\n1 2 good\n");
        assertThatThrownBy(() -> RatingDatasets.read(word)).hasMessageContaining("word, line 2: not a number");
        assertThatThrownBy(() -> RatingDatasets.read(directory.resolve("absent")))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> RatingDatasets.read(directory)).hasMessageContaining("holds none of u.data");
        assertThatThrownBy(() -> RatingDatasets.read(write("empty", "\n"))).hasMessageContaining("holds no ratings");
    }

    @Test
    void readsGenresOfEveryMovieLensLayout() throws IOException {
        Path file = write("ratings.dat", "1::1::5::1\n1::2::4::1\n1::3::4::1\n");
        write("movies.dat", "1::Toy: Story::A (1995)::Animation|Comedy\n2::Heat::Action|Comedy\n");
        ItemCategories genres = RatingDatasets.read(directory).categories().orElseThrow();
        assertThat(genres.distance(0, 1)).isEqualTo(1 - 1 / 3.0);
        assertThat(genres.distance(0, 2)).isEqualTo(1);
        assertThat(RatingDatasets.read(file).categories()).isEmpty();
    }

    @Test
    void readsMovieLens100k() {
        Path movieLens = MovieLens100K.directory();
        RatingDataset dataset = RatingDatasets.read(movieLens);
        assertThat(dataset.ratings().size()).isEqualTo(100_000);
        assertThat(dataset.users().size()).isEqualTo(943);
        assertThat(dataset.items().id(1681)).isEqualTo("1682");
        // Toy Story is Animation, Children's, Comedy; GoldenEye is Action, Adventure, Thriller.
        ItemCategories genres = dataset.categories().orElseThrow();
        assertThat(genres.distance(0, 1)).isEqualTo(1);
        assertThat(genres.distance(0, 0)).isZero();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
