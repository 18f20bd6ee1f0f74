package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.spark.Cluster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.TaskCompletionListener;
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
        assertThatThrownBy(() -> files.write(lists(), 4)).hasMessageContaining("has 3 lists of 4");
        assertThat(folder).isEmptyDirectory();

        files.write(lists(), 3);

        assertThat(Cluster.SESSION.read().json(target.toString()).count()).isEqualTo(3);
    }

    /** Spark reports the failure of one task while the other one has not opened its file yet. */
    @Test
    void aTaskThatOutlivesItsAttemptDoesNotBlockAnotherOne() throws IOException, InterruptedException {
        Path target = folder.resolve("lists");
        Path signals = Files.createDirectory(folder.resolve("signals"));
        String name = signals.toString();
        ListFiles files = new ListFiles(target.toString(), "json");
        JavaRDD<UserList> oneFailsAndOneIsLate = Cluster.SPARK
                .parallelize(List.of(list("a"), list("b")), 2)
                .mapPartitions(ofTask ->
                        ofTask.next().userId().equals("a") ? failing(name) : new LateIterator(name, list("b")));
        assertThatThrownBy(() -> files.write(oneFailsAndOneIsLate, 2)).hasStackTraceContaining("no list of a");

        Files.createFile(signals.resolve("failed"));
        await(signals.resolve("ended"));

        files.write(lists(), 3);
        assertThat(Cluster.SESSION.read().json(target.toString()).count()).isEqualTo(3);
    }

    private static Iterator<UserList> failing(String signals) {
        await(Path.of(signals, "waiting"));
        throw new IllegalStateException("no list of a");
    }

    /** Ignores that Spark interrupts the thread of a task whose attempt has failed. */
    private static void await(Path signal) {
        for (int k = 0; !Files.exists(signal); k++) {
            if (k == 60_000) {
                throw new IllegalStateException("no signal: " + signal);
            }
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    /** Returns its list after the attempt has failed. Executors are other processes, so files carry the signals. */
    private static final class LateIterator implements Iterator<UserList> {

        private final String signals;
        private final UserList list;
        private boolean returned;

        LateIterator(String signals, UserList list) {
            this.signals = signals;
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            if (!returned) {
                signal("waiting");
                await(Path.of(signals, "failed"));
                TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> signal("ended"));
            }
            return !returned;
        }

        @Override
        public UserList next() {
            returned = true;
            return list;
        }

        private void signal(String name) {
            try {
                new File(signals, name).createNewFile();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static JavaRDD<UserList> lists() {
        return Cluster.SPARK.parallelize(List.of(list("a"), list("b"), list("c")), 2);
    }

    private static UserList list(String user) {
        return new UserList(user, false, new String[] {"i"}, new float[] {1});
    }
}
