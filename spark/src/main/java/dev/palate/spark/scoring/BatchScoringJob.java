package dev.palate.spark.scoring;

import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.spark.data.Histories;
import dev.palate.spark.data.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The lists of all users by one model, as the service's batches compute them: without rules, boosts and faded items. */
public final class BatchScoringJob {

    private final JavaSparkContext spark;
    private final Path model;
    private final int k;

    /** @param k the number of items of a list, at most */
    public BatchScoringJob(JavaSparkContext spark, Path model, int k) {
        this.spark = spark;
        this.model = model;
        this.k = k;
    }

    /** Writes the lists into a table. */
    public void write(Histories histories, int partitions, ListTable table) throws IOException {
        table.write(lists(histories, partitions), histories.users().size());
    }

    /** Writes the lists into files. */
    public void write(Histories histories, int partitions, ListFiles files) throws IOException {
        files.write(lists(histories, partitions), histories.users().size());
    }

    /**
     * The lists, which are computed when they are read. Without users there are none.
     *
     * @throws CorruptCheckpointException if the file is no model
     */
    JavaRDD<UserList> lists(Histories histories, int partitions) throws IOException {
        if (histories.users().isEmpty()) {
            return spark.emptyRDD();
        }
        String file = send();
        Broadcast<Catalogue> catalogue = spark.broadcast(Catalogue.of(histories));
        Partitions ranges = new Partitions(histories.users().size(), partitions);
        List<String[]> users = IntStream.range(0, partitions)
                .mapToObj(p -> histories
                        .users()
                        .subList(
                                ranges.first(p),
                                p + 1 < partitions
                                        ? ranges.first(p + 1)
                                        : histories.users().size())
                        .toArray(String[]::new))
                .toList();
        int length = k;
        return ranges.place(histories.rows(), "user", "item", "kind", "time")
                .toJavaRDD()
                .zipPartitions(
                        spark.parallelize(users, partitions),
                        (rows, ids) -> new ListScorer(
                                rows,
                                Arrays.asList(ids.next()).iterator(),
                                ranges.first(TaskContext.getPartitionId()),
                                catalogue.value(),
                                LocalModel.of(file),
                                length));
    }

    /** Sends the model to the executors under a name that no other model has, from a folder that Spark deletes. */
    private String send() throws IOException {
        Path folder = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "palate-model-");
        Path copy = folder.resolve("model-" + UUID.randomUUID() + ".palate");
        Files.copy(model, copy);
        spark.addFile(copy.toString());
        return copy.getFileName().toString();
    }
}
