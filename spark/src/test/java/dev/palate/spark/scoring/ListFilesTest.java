package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.spark.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFilesTest {

    @TempDir
    private Path folder;

    /** It can be the folder of the ratings, which are read while the lists are written. */
    @Test
    void replacesNoFolder() throws IOException {
        Path ratings = Files.createDirectory(folder.resolve("ratings"));
        Files.writeString(ratings.resolve("part-0.parquet"), "ratings");
        assertThatThrownBy(() -> new ListFiles(ratings.toString(), "parquet").write(lists(), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the folder %s exists; expected a new one".formatted(ratings));
        assertThat(ratings.resolve("part-0.parquet")).hasContent("ratings");
    }

    /** As if executors had written into folders of their own machines. */
    @Test
    void failsIfTheDriverDoesNotFindAllLists() {
        String path = folder.resolve("lists").toString();
        assertThatThrownBy(() -> new ListFiles(path, "parquet").write(lists(), 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 3 lists of 4")
                .hasMessageContaining("storage that all executors and the driver share");
    }

    @Test
    void anotherAttemptCanWriteTheFolderOfAFailedOne() throws IOException {
        Path target = folder.resolve("lists");
        ListFiles files = new ListFiles(target.toString(), "json");
        JavaRDD<UserList> failing = lists().map(list -> {
            throw new IllegalStateException("no list of " + list.userId());
        });
        assertThatThrownBy(() -> files.write(failing, 3)).hasStackTraceContaining("no list of ");
        assertThatThrownBy(() -> files.write(lists(), 4)).hasMessageContaining("has 3 lists of 4");
        assertThat(target).doesNotExist();

        files.write(lists(), 3);

        assertThat(Cluster.SESSION.read().json(target.toString()).count()).isEqualTo(3);
    }

    private static JavaRDD<UserList> lists() {
        return Cluster.SPARK.parallelize(List.of(list("a"), list("b"), list("c")), 2);
    }

    private static UserList list(String user) {
        return new UserList(user, false, new String[] {"i"}, new float[] {1});
    }
}
