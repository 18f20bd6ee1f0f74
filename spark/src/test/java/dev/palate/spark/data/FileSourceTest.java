package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.spark.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheLatestRatingOfEachPairInTheServicesOrderOfIds() throws IOException {
        TrainingData data = load(csv("""
                user_id,movieId,value,timestamp
                10,b,3,5
                9,"a,1",4.5,1
                10,b,2,9
                10,c,1,2
                """), 2);
        assertThat(data.users()).containsExactly("9", "10");
        assertThat(data.items()).containsExactly("b", "c", "a,1");
        assertThat(data.ratingCount()).isEqualTo(3);
        assertThat(data.itemRatings()).containsExactly(1, 1, 1);
        RatingMatrix second = data.rows().collect().get(1).matrix(3);
        assertThat(second.row(0).indexes()).containsExactly(0, 1);
        assertThat(second.row(0).values()).containsExactly(2, 1);
    }

    @Test
    void ordersRatingsByTimesOfDayAsWell() throws IOException {
        TrainingData data = load(csv("""
                userId,itemId,rating,ratedAt
                u,i,5,2026-03-01T12:00:00Z
                u,i,1,2026-02-28T23:00:00Z
                """), 1);
        assertThat(data.rows().first().matrix(1).row(0).values()).containsExactly(5);
    }

    @Test
    void parquetFilesAreReadAsCsvFilesAre() throws IOException {
        Path csv = csv("userId,itemId,preference\nu1,i1,1\nu1,i2,0.5\nu2,i1,1\n");
        String parquet = folder.resolve("parquet").toString();
        Cluster.SESSION
                .read()
                .option("header", true)
                .csv(csv.toString())
                .selectExpr("userId", "itemId", "cast(preference as double) preference")
                .write()
                .parquet(parquet);
        String digest = load(csv, 2).digest();
        try (RatingSource source = FileSource.parquet(Cluster.SESSION, parquet, Instant.EPOCH)) {
            assertThat(TrainingData.load(source, 2).digest()).isEqualTo(digest);
        }
        assertThat(load(csv("userId,itemId,preference\nu1,i1,1\nu1,i2,0.4\nu2,i1,1\n"), 2)
                        .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void refusesRowsWithoutANumberAndCountsThem() throws IOException {
        Path file = csv("userId,itemId,rating\nu,i,good\nu,j,\nu,k,4\nu,l,NaN\n");
        assertThatThrownBy(() -> load(file, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 rows of " + file + " have no user, no item, or no number as rating");
    }

    @Test
    void namesTheColumnsOfAFileWithoutUsers() throws IOException {
        Path file = csv("who,itemId,rating\nu,i,4\n");
        assertThatThrownBy(() -> load(file, 1))
                .hasMessage(file + " has the columns who, itemId, rating, but none of userId, user_id, user");
    }

    @Test
    void refusesAFileWithoutRatings() throws IOException {
        Path file = csv("userId,itemId,rating\n");
        assertThatThrownBy(() -> load(file, 1)).hasMessage("there are no ratings to train on");
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "ratings", ".csv"), text);
    }

    private static TrainingData load(Path csv, int partitions) {
        try (RatingSource source = FileSource.csv(Cluster.SESSION, csv.toString(), Instant.EPOCH)) {
            return TrainingData.load(source, partitions);
        }
    }
}
