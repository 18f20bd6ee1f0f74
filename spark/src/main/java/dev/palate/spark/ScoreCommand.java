package dev.palate.spark;

import dev.palate.spark.data.Histories;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.scoring.BatchScoringJob;
import dev.palate.spark.scoring.ListFiles;
import dev.palate.spark.scoring.ListTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Computes the lists of all users with the model of a file. */
final class ScoreCommand {

    private static final int STANDARD_LENGTH = 30;

    /** So that a lost executor loses little work. */
    private static final int PARTITIONS_PER_SLOT = 4;

    private final SparkSession spark;
    private final int slots;
    private final Options options;
    private final Progress progress;

    ScoreCommand(SparkSession spark, int slots, Options options, Progress progress) {
        this.spark = spark;
        this.slots = slots;
        this.options = options;
        this.progress = progress;
    }

    void run() throws IOException {
        BatchScoringJob job = new BatchScoringJob(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                Path.of(options.get("model")),
                options.number("k", STANDARD_LENGTH));
        String target = options.one("output-table", "output");
        String format = options.find("format").orElse("parquet");
        if (!format.equals("parquet") && !format.equals("ndjson")) {
            throw new IllegalArgumentException("--format is '%s'; expected parquet or ndjson".formatted(format));
        }
        progress.phase("loading");
        try (RatingSource source = Sources.open(spark, options, Instant.now(), slots);
                TaskProgress tasks = TaskProgress.on(spark, progress)) {
            Histories histories = source.histories();
            int users = histories.users().size();
            int partitions = Math.min(Math.max(1, users), options.number("partitions", PARTITIONS_PER_SLOT * slots));
            tasks.enter("writing");
            if (target.equals("output")) {
                String kind = format.equals("ndjson") ? "json" : format;
                job.write(histories, partitions, new ListFiles(options.get(target), kind));
            } else {
                job.write(histories, partitions, new ListTable(Sources.database(options), options.get(target)));
            }
        }
    }
}
