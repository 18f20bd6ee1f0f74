package dev.palate.spark;

import dev.palate.core.model.Model;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.ease.SparseEaseJob;
import dev.palate.spark.model.ModelFile;
import dev.palate.spark.model.Order;
import dev.palate.spark.network.LocalSgdJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trains the model of an order and writes it as a file that the service can publish. */
final class TrainCommand {

    private static final String AT = "at";

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final Options options;
    private final Progress progress;

    TrainCommand(SparkSession spark, Options options, Progress progress) {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.options = options;
        this.progress = progress;
    }

    void run() throws IOException {
        Path output = Path.of(options.get("output"));
        Order order = Order.read(Files.readString(Path.of(options.get("order"))));
        Path folder = options.find("state").map(Path::of).orElse(null);
        Path state = folder == null ? Files.createTempDirectory("palate-state-") : folder;
        Files.createDirectories(state);
        progress.phase("loading");
        try (StateLock unused = StateLock.take(state);
                RatingSource source = Sources.open(spark, options, at(state));
                TaskProgress tasks = TaskProgress.on(spark, progress)) {
            boolean ease = order.contender().name().equals("ease");
            int slots = Sources.slots(spark);
            int wanted =
                    ease ? slots : LocalSgdJob.partitions(order, source.users().size(), slots);
            TrainingData data = TrainingData.load(source, options.number("partitions", wanted));
            tasks.enter("training");
            double begun = progress.seconds();
            if (ease) {
                Model model = new SparseEaseJob(context, order, options.number("partitions", slots))
                        .train(data, data.training(data.split(order.evaluation())));
                write(output, order, data, new LocalSgdJob.Trained(model, 1), begun);
            } else {
                write(output, order, data, new LocalSgdJob(context, order, state, progress).train(data), begun);
            }
        } finally {
            if (folder == null) {
                delete(state);
            }
        }
    }

    private void write(Path output, Order order, TrainingData data, LocalSgdJob.Trained trained, double begun)
            throws IOException {
        ModelFile.Conditions conditions = new ModelFile.Conditions(
                Math.max(1, spark.sparkContext().statusTracker().getExecutorInfos().length - 1),
                spark.sparkContext().conf().getInt("spark.task.cpus", 1),
                progress.seconds() - begun,
                trained.rounds());
        progress.phase("writing");
        try (Model model = trained.model()) {
            ModelFile.write(
                    output,
                    order,
                    new ModelFile.Data(
                            data.items(),
                            data.itemRatings(),
                            data.ratingCount(),
                            data.users().size(),
                            data.at()),
                    conditions,
                    model);
        }
    }

    /** A training that continues values decaying preferences as it did when it began. */
    private static Instant at(Path state) throws IOException {
        Path file = state.resolve(AT);
        if (Files.exists(file)) {
            return Instant.parse(Files.readString(file));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Files.writeString(file, now.toString());
        return now;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
