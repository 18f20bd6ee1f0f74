package dev.palate.spark;

import dev.palate.core.model.Model;
import dev.palate.spark.data.Digest;
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
import java.util.Optional;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trains the model of an order and writes it as a file that the service can publish. */
final class TrainCommand {

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final int slots;
    private final Options options;
    private final Progress progress;

    TrainCommand(SparkSession spark, int slots, Options options, Progress progress) {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.slots = slots;
        this.options = options;
        this.progress = progress;
    }

    void run() throws IOException {
        Path output = Path.of(options.get("output"));
        Order order = Order.read(Files.readString(Path.of(options.get("order"))));
        Path folder = options.find("state").map(Path::of).orElse(null);
        Path state = folder == null
                ? Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "palate-state-")
                : folder;
        Files.createDirectories(state);
        progress.phase("loading");
        try (StateLock unused = StateLock.take(state);
                TaskProgress tasks = TaskProgress.on(spark, progress)) {
            Training training = new Training(order, state, output, tasks);
            if (order.contender().name().equals("ease")) {
                training.ease();
            } else {
                training.network();
            }
        } finally {
            if (folder == null) {
                delete(state);
            }
        }
    }

    /** One execution of an order. */
    private final class Training {

        private final Order order;
        private final Path state;
        private final Path output;
        private final TaskProgress tasks;

        Training(Order order, Path state, Path output, TaskProgress tasks) {
            this.order = order;
            this.state = state;
            this.output = output;
            this.tasks = tasks;
        }

        void ease() throws IOException {
            try (RatingSource source = Sources.open(spark, options, now(), slots)) {
                TrainingData data = TrainingData.load(source, partitions(source, slots));
                tasks.enter("training");
                double begun = progress.seconds();
                Model model = new SparseEaseJob(context, order, options.number("partitions", slots))
                        .train(data, data.training(data.split(order.evaluation())));
                write(output, order, data, new LocalSgdJob.Trained(model, 1), begun);
            }
        }

        void network() throws IOException {
            String key = new Digest()
                    .add(LocalSgdJob.orderKey(order))
                    .add(options.find("partitions").orElse(""))
                    .end();
            Optional<Beginning> begun = Beginning.read(state, key);
            if (begun.isEmpty() || !continues(begun.get())) {
                begin(key);
            }
        }

        /** Returns false without any training if the ratings are no longer those that it began with. */
        private boolean continues(Beginning begun) throws IOException {
            try (RatingSource source = Sources.open(spark, options, begun.at(), slots)) {
                if (source.users().size() >= begun.partitions()) {
                    TrainingData data = TrainingData.load(source, begun.partitions());
                    if (data.digest().equals(begun.data())) {
                        network(data);
                        return true;
                    }
                    data.rows().unpersist();
                }
            }
            progress.warning("the ratings have changed since the training began");
            return false;
        }

        private void begin(String key) throws IOException {
            try (RatingSource source = Sources.open(spark, options, now(), slots)) {
                int wanted = LocalSgdJob.partitions(order, source.users().size(), slots);
                TrainingData data = TrainingData.load(source, partitions(source, wanted));
                new Beginning(key, data.at(), data.rows().getNumPartitions(), data.digest()).write(state);
                network(data);
            }
        }

        private void network(TrainingData data) throws IOException {
            tasks.enter("training");
            double begun = progress.seconds();
            write(output, order, data, new LocalSgdJob(context, order, state, progress).train(data), begun);
        }
    }

    /** The number that was chosen by hand, or as many as wanted if there are so many users. */
    private int partitions(RatingSource source, int wanted) {
        return options.number(
                "partitions", Math.max(1, Math.min(wanted, source.users().size())));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
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

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
