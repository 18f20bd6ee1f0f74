package dev.palate.spark.network;

import dev.palate.core.autoencoder.NetworkAlgorithm;
import dev.palate.core.autoencoder.SharedStart;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.spark.data.UserRows;
import dev.palate.spark.model.ModelFile;
import dev.palate.spark.model.Order;
import dev.palate.spark.network.Pieces.Piece;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scala.Tuple2;

/**
 * The work of one partition in one round: the algorithm's own training continues from the common state for some epochs.
 *
 * @param order as JSON
 * @param epochsAfter how many epochs are done after the round
 * @param threads of the task; the result does not depend on it
 */
record LocalTraining(String order, int itemCount, int epochsAfter, int threads) implements Serializable {

    /** The difference between the seeds of two partitions, whose rows have equal numbers. */
    private static final long SEEDS = 0x9E3779B97F4A7C15L;

    /** The number of the piece with the loss is that of no section. */
    static final int LOSS = Integer.MAX_VALUE;

    /** The state after the round in numbered pieces, and the mean loss of the round. */
    List<Tuple2<Integer, Piece>> run(int partition, UserRows rows, StateBytes state) throws IOException {
        Path written = Files.createTempFile("palate-round-", ".state");
        try {
            Listener listener = new Listener(written);
            Order read = Order.read(order);
            train(read.contender(), read.seed() + SEEDS * partition, rows.matrix(itemCount), state.open(), listener);
            return pieces(partition, ModelFile.open(written), listener.loss / Math.max(1, listener.epochs));
        } finally {
            Files.delete(written);
        }
    }

    /** What the initial state depends on. */
    double[] targetSums(UserRows rows) {
        return targetSums(Order.read(order).contender(), rows);
    }

    private <H extends Record> double[] targetSums(Contender<H> contender, UserRows rows) {
        return contender.algorithm() instanceof NetworkAlgorithm<H> network
                ? SharedStart.targetSums(network.spec(contender.hyperparameters(), itemCount), rows.matrix(itemCount))
                : new double[itemCount];
    }

    private <H extends Record> void train(
            Contender<H> contender, long seed, RatingMatrix rows, CheckpointReader state, Listener listener) {
        TrainingOptions options =
                new TrainingOptions(seed, Processors.of(threads), listener, Optional.of(state), Optional.empty());
        contender
                .algorithm()
                .train(new TrainingSetup<>(rows, contender.hyperparameters(), options, Optional.empty()))
                .close();
    }

    private static List<Tuple2<Integer, Piece>> pieces(int partition, CheckpointReader state, double loss)
            throws IOException {
        List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
        for (String name : state.names()) {
            if (state.content(name) instanceof float[] values) {
                Pieces.split(values, piece -> pieces.add(new Tuple2<>(pieces.size(), new Piece(partition, piece))));
            } else {
                pieces.add(new Tuple2<>(pieces.size(), new Piece(partition, state.content(name))));
            }
        }
        pieces.add(new Tuple2<>(LOSS, new Piece(partition, new float[] {(float) loss})));
        return pieces;
    }

    /** Ends the training after the last epoch of the round, and keeps the state of that moment. */
    private final class Listener implements TrainingListener {

        private final Path target;
        private double loss;
        private int epochs;
        private boolean over;

        Listener(Path target) {
            this.target = target;
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            loss += report.trainLoss();
            epochs++;
            over = report.epoch() >= epochsAfter;
            if (over) {
                try {
                    ModelFile.replace(target, state::save);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public boolean isTimeOver() {
            return over;
        }
    }
}
