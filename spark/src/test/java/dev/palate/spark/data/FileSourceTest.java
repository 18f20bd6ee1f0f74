package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.spark.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSourceTest {

    @TempDir
    private Path folder;

    @Test
    void numbersUsersAndItemsByTheLengthsOfTheirIdsAndThenByTheirBytes() throws IOException {
        FileSource source = csv("""
                userId,itemId,rating
                u10,é,4
                u9,Z,3.5
                u9,ab,1
                "a,b",a,5
                """);
        assertThat(source.users()).containsExactly("u9", "a,b", "u10");
        assertThat(source.items()).containsExactly("Z", "a", "é", "ab");
        assertThat(rows(source.ratings()))
                .containsExactlyInAnyOrder("[2,2,4.0,0]", "[0,0,3.5,0]", "[0,3,1.0,0]", "[1,1,5.0,0]");
        assertThat(source.at()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void theLatestRatingOfAPairCountsWhateverTheFormOfTheTimes() throws IOException {
        TrainingData numbers = TrainingData.load(csv("""
                user_id,movieId,value,timestamp,comment
                a,x,4,200,late
                a,x,1,100,early
                a,y,3,9,
                """), 1);
        assertThat(numbers.rows().first().matrix(2).row(0).values()).containsExactly(4, 3);
        TrainingData texts = TrainingData.load(csv("""
                user,item,preference,ratedAt
                a,x,4,2024-05-01T10:00:00.500Z
                a,x,1,2024-05-01T10:00:00.400Z
                a,x,2,2024-05-01T11:00:00+02:00
                """), 1);
        assertThat(texts.rows().first().matrix(1).row(0).values()).containsExactly(4);
    }

    /** Pandas writes whole numbers of a column with gaps as fractions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "964982703.0   | 964982702.5          | 964982702.0",
                "9.64982703E8  | 9.64982702E8         | 9.64E8",
                "964982703000  | 964982702999         | 964982702000",
                "964982703     | 2000-07-30T18:45:02Z | 964982701",
                "2000-07-31    | 2000-07-30T23:59+00  | 2000-07-30",
                "20000731      | 20000730             | 19991231",
                "'07/31/2000'  | '07/30/2000'         | '12/31/1999'"
            })
    void readsTimesAsTheServicesImportsDo(String late, String earlier, String early) throws IOException {
        FileSource source = csv("""
                userId,itemId,rating,timestamp
                a,x,2,%2$s
                a,x,4,%1$s
                a,x,1,%3$s
                a,x,2,%2$s
                """.formatted(late, earlier, early));
        assertThat(TrainingData.load(source, 1).rows().first().matrix(1).row(0).values())
                .containsExactly(4);
        assertThat(source.ratings().select("time").distinct().count()).isEqualTo(3);
        assertThat(source.ratings().filter("time < 800000000000000").count()).isZero();
    }

    @Test
    void aRatingWithoutATimeCountsAsMadeNow() throws IOException {
        Instant now = Instant.parse("2026-01-01T00:00:00.123456Z");
        Path file = Files.writeString(folder.resolve("undated.csv"), """
                userId,itemId,rating,timestamp
                a,x,4,
                a,x,1,964982703.0
                """);
        FileSource source = FileSource.csv(Cluster.SESSION, file.toString(), now);
        assertThat(rows(source.ratings()))
                .containsExactlyInAnyOrder("[0,0,4.0,1767225600123456]", "[0,0,1.0,964982703000000]");
    }

    @Test
    void refusesTimesThatCannotBeRead() {
        assertThatThrownBy(() -> csv("""
                        userId,itemId,rating,timestamp
                        a,x,4,2024-05-01
                        a,y,4,yesterday
                        a,z,4,
                        b,x,4,31.12.2024
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("2 rows of ")
                .hasMessageContaining("have a time that cannot be read, such as 'yesterday'");
        assertThatThrownBy(() -> csv("userId,itemId,rating,timestamp\na,x,4,03/04/2020\n"))
                .hasMessageContaining("such as '03/04/2020'");
    }

    @Test
    void countsTheRowsThatAreNoRatings() {
        assertThatThrownBy(() -> csv("""
                        userId,itemId,rating
                        a,x,4
                        a,y,good
                        a,z,NaN
                        ,x,4
                        b,,4
                        b,x
                        c,x,Infinity
                        c,y,1e39
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("7 rows of ")
                .hasMessageEndingWith("have no user, no item, or no finite number as rating");
    }

    @Test
    void namesTheColumnThatIsMissing() {
        assertThatThrownBy(() -> csv("userId,item name,rating\na,x,4\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "has the columns userId, item name, rating, but none of itemId, item_id, item, movieId");
        assertThatThrownBy(() -> csv("")).hasMessageContaining("none of userId, user_id, user");
    }

    @Test
    void aFileWithoutRowsIsNothingToTrainOn() throws IOException {
        FileSource empty = csv("userId,itemId,rating\n");
        assertThat(empty.users()).isEmpty();
        assertThat(empty.histories().items()).isEmpty();
        assertThatThrownBy(() -> TrainingData.load(empty, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no ratings to train on");
    }

    @Test
    void refusesMorePartitionsThanUsers() throws IOException {
        FileSource source = csv("userId,itemId,rating\na,x,4\nb,x,3\n");
        assertThatThrownBy(() -> TrainingData.load(source, 3))
                .hasMessage("2 users cannot be divided into 3 partitions");
    }

    @Test
    void readsParquetWithTheTypesOfItsColumns() {
        FileSource source = parquet("""
                select * from values (10L, 7, 4.5D, timestamp'2024-05-01 10:00:00.5Z'),
                    (10L, 7, 1.5D, timestamp'2024-05-01 10:00:00.4Z'),
                    (10L, 8, 3D, timestamp'2024-05-01 10:00:00.4Z'),
                    (10L, 8, 3.5D, timestamp'2024-05-01 10:00:00.5Z'),
                    (9L, 7, 2D, null) as t(userId, itemId, rating, timestamp)""");
        assertThat(source.users()).containsExactly("9", "10");
        TrainingData data = TrainingData.load(source, 1);
        assertThat(data.rows().first().matrix(2).row(0).values()).containsExactly(2);
        assertThat(data.rows().first().matrix(2).row(1).values()).containsExactly(4.5f, 3.5f);
    }

    @Test
    void readsParquetWithDates() {
        FileSource source = parquet("""
                select * from values ('a', 'x', 4, date'2024-05-02'), ('a', 'x', 1, date'2024-05-01')
                    as t(user, item, value, time)""");
        assertThat(TrainingData.load(source, 1).rows().first().matrix(1).row(0).values())
                .containsExactly(4);
    }

    @Test
    void countsTheRowsOfParquetThatAreNoRatings() {
        assertThatThrownBy(() -> parquet("""
                        select * from values ('a', 'x', 'four'), ('a', null, '4'), (null, 'x', '4'), ('a', 'y', '4')
                            as t(user, item, value)"""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("3 rows of ");
    }

    @Test
    void aTextIsNoParquet() throws IOException {
        Path file = Files.writeString(folder.resolve("no.parquet"), "userId,itemId,rating\na,x,4\n");
        assertThatThrownBy(() -> FileSource.parquet(Cluster.SESSION, file.toString(), Instant.EPOCH))
                .hasStackTraceContaining("no.parquet is not a Parquet file");
    }

    @Test
    void allItemsAreShownAndThePopularityIsTheNumberOfUsers() throws IOException {
        Histories histories = csv("""
                userId,itemId,rating
                a,x,4
                a,x,5
                b,x,1
                b,y,1
                """).histories();
        assertThat(histories.shown().cardinality()).isEqualTo(2);
        assertThat(histories.popularity()).containsExactly(2, 1);
        assertThat(rows(histories.rows().select("user", "item", "kind")))
                .containsExactlyInAnyOrder("[0,0,0]", "[0,0,0]", "[1,0,0]", "[1,1,0]");
    }

    @Test
    void theDigestIsThatOfTheRatingsAndNotOfTheirOrder() throws IOException {
        String digest = digest("a,x,4\nb,y,3\nb,x,2\n");
        assertThat(digest("b,x,2\na,x,4\nb,y,3\n")).isEqualTo(digest);
        assertThat(digest("a,x,4\nb,y,3\nb,x,2.5\n")).isNotEqualTo(digest);
        assertThat(digest("a,x,4\nb,z,3\nb,x,2\n")).isNotEqualTo(digest);
        assertThat(digest("a,x,4\nc,y,3\nc,x,2\n")).isNotEqualTo(digest);
    }

    private String digest(String rows) throws IOException {
        return TrainingData.load(csv("userId,itemId,rating\n" + rows), 2).digest();
    }

    private FileSource csv(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "ratings", ".csv"), text);
        return FileSource.csv(Cluster.SESSION, file.toString(), Instant.EPOCH);
    }

    private FileSource parquet(String query) {
        String path = folder.resolve("ratings").toString();
        Cluster.SESSION.sql(query).coalesce(1).write().parquet(path);
        return FileSource.parquet(Cluster.SESSION, path, Instant.EPOCH);
    }

    private static List<String> rows(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
