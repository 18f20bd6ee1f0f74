package dev.palate.spark.network;

import dev.palate.core.autoencoder.NetworkAlgorithm;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.spark.Progress;
import dev.palate.spark.data.Digest;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.data.UserRows;
import dev.palate.spark.model.ModelFile;
import dev.palate.spark.model.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Local SGD (Stich 2019): in each round, every partition trains a copy of the network on its own users, and then the parameters and both
 * moments of the optimiser are averaged. With one partition it is the training of one process, to the bit.
 *
 * <p>The state is saved after each round. A training that finds the state of one with the same order, data and partitions continues it,
 * and ends with the same bits.
 */
public final class LocalSgdJob {

    private final JavaSparkContext spark;
    private final Order order;
    private final Path folder;
    private final Progress progress;
    private final Rounds rounds;
    private final int threads;

    /** @param folder of the state, which the job creates */
    public LocalSgdJob(JavaSparkContext spark, Order order, Path folder, Progress progress) {
        this.spark = spark;
        this.order = order;
        this.folder = folder;
        this.progress = progress;
        this.rounds = Rounds.of(order.contender());
        this.threads = spark.getConf().getInt("spark.task.cpus", 1);
    }

    /** @param rounds all of them, with those before an interruption */
    public record Trained(Model model, int rounds) {}

    /** In how many partitions the data should be loaded. */
    public static int partitions(Order order, int users, int slots) {
        double trained = 1
                - order.evaluation().holdOut().testShare()
                - order.evaluation().holdOut().validationShare();
        return Rounds.of(order.contender()).partitions((long) (users * trained), slots);
    }

    /**
     * Trains the network of the order on all users that are not held out.
     *
     * @throws TrainingDivergedException if a number of the training is no longer finite
     */
    public Trained train(TrainingData data) throws IOException {
        NetworkSpec spec = spec(order.contender(), data.items().size());
        UserSplit split = data.split(order.evaluation());
        JavaRDD<UserRows> rows = data.training(split).persist(StorageLevel.MEMORY_AND_DISK());
        int epochsOfRound = epochsOfRound(rows);
        Optional<Validation> validation = Validation.of(
                data, split, order.evaluation(), Runtime.getRuntime().availableProcessors());
        TrainingRound round = begin(rows, spec, key(data, rows.getNumPartitions()));
        while (round.epochs() < rounds.epochs() && !round.isPatienceOver(rounds.patience())) {
            TrainingRound next = round.next(Math.min(rounds.epochs(), round.epochs() + epochsOfRound));
            float loss = average(rows, spec, round, next);
            round = judged(next, spec, validation);
            round.save(folder);
            progress.epoch(round.epochs(), rounds.epochs(), loss);
        }
        if (round.epochs() < rounds.epochs()) {
            progress.warning("stopped after epoch %d: no better validation since epoch %d"
                    .formatted(round.epochs(), round.bestEpoch()));
        }
        return new Trained(
                NetworkState.model(round.bestRound() == 0 ? round.state(folder) : round.best(folder), spec),
                round.number());
    }

    private static <H extends Record> NetworkSpec spec(Contender<H> contender, int items) {
        if (contender.algorithm() instanceof NetworkAlgorithm<H> network) {
            return network.spec(contender.hyperparameters(), items);
        }
        throw new IllegalArgumentException(contender.name() + " has no network");
    }

    private int epochsOfRound(JavaRDD<UserRows> rows) {
        int least = rows.map(UserRows::size).collect().stream()
                .mapToInt(size -> size)
                .min()
                .orElse(0);
        if (rows.getNumPartitions() > 1 && rounds.steps(least) < Rounds.LEAST_STEPS) {
            progress.warning(
                    "an epoch has only %d steps in each of the %d partitions, so that %d epochs make a round and the network"
                                    .formatted(
                                            rounds.steps(least), rows.getNumPartitions(), rounds.epochsOfRound(least))
                            + " may learn less than on one machine; use fewer partitions or smaller batches");
        }
        return rows.getNumPartitions() == 1 ? 1 : rounds.epochsOfRound(least);
    }

    /** Equal for orders with equal trainings on equal data. */
    public static String orderKey(Order order) {
        return new Digest()
                .add(order.contender().name())
                .add(order.contender().settings().toString())
                .add(order.evaluation().toString())
                .add(Long.toString(order.seed()))
                .end();
    }

    private String key(TrainingData data, int partitions) {
        return new Digest()
                .add(orderKey(order))
                .add(data.digest())
                .add(Integer.toString(partitions))
                .end();
    }

    /** The round that a saved state is of, or a new state. */
    private TrainingRound begin(JavaRDD<UserRows> rows, NetworkSpec spec, String key) throws IOException {
        Files.createDirectories(folder);
        Optional<TrainingRound> saved = TrainingRound.read(folder);
        if (saved.isPresent() && saved.get().key().equals(key)) {
            progress.continuesAfter(saved.get().epochs(), rounds.epochs());
            progress.warning("the training continues after epoch " + saved.get().epochs());
            return saved.get();
        }
        if (saved.isPresent()) {
            progress.warning(
                    "the training starts from the beginning: the saved state is of another order, of other data or of another"
                            + " number of partitions");
        }
        progress.continuesAfter(0, rounds.epochs());
        TrainingRound first = TrainingRound.first(key);
        LocalTraining local = local(spec, first);
        List<double[]> sums = rows.map(local::targetSums).collect();
        NetworkState.begin(first.state(folder), spec, sums, order.seed());
        first.save(folder);
        return first;
    }

    private LocalTraining local(NetworkSpec spec, TrainingRound round) {
        return new LocalTraining(order.json().toString(), spec.itemCount(), round.epochs(), threads);
    }

    /** Trains in all partitions, writes the state of {@code next}, and returns the mean loss. */
    private float average(JavaRDD<UserRows> rows, NetworkSpec spec, TrainingRound round, TrainingRound next)
            throws IOException {
        Broadcast<StateBytes> state = spark.broadcast(StateBytes.read(round.state(folder)));
        LocalTraining local = local(spec, next);
        List<Object> means = Pieces.means(
                rows.mapPartitionsWithIndex(
                                (Integer partition, Iterator<UserRows> part) -> local.run(
                                                partition, part.next(), state.value())
                                        .iterator(),
                                true)
                        .mapToPair(piece -> piece),
                rows.getNumPartitions());
        state.destroy();
        float loss = ((float[]) means.get(means.size() - 1))[0];
        if (!Float.isFinite(loss)) {
            throw new TrainingDivergedException(next.epochs());
        }
        NetworkState.write(next.state(folder), round.state(folder), means, next.epochs());
        return loss;
    }

    /** Saves the model of a round that is the best one so far. */
    private TrainingRound judged(TrainingRound round, NetworkSpec spec, Optional<Validation> validation)
            throws IOException {
        if (validation.isEmpty()) {
            return round;
        }
        try (Model model = NetworkState.model(round.state(folder), spec)) {
            double criterion = validation.get().measure(model);
            if (round.bestRound() > 0 && !(criterion > round.bestCriterion())) {
                return round;
            }
            TrainingRound best = round.best(criterion);
            ModelFile.replace(best.best(folder), model::save);
            return best;
        }
    }
}
