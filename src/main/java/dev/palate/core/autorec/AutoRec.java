package dev.palate.core.autorec;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.AutoencoderTraining;
import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.autoencoder.NetworkMemory;
import dev.palate.core.baseline.RatingBaseline;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.LossMeasuring;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import dev.palate.core.training.WarmStart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AutoRec: {@code n -> sigmoid -> n} over users' rows of ratings by item, or over items' rows by user (Sedhain et al. 2015,
 * section 2).
 */
public final class AutoRec extends Algorithm<AutoRecHyperparameters> {

    /** Ridge of the fold-in of the item-based variant, in squared rating units. */
    private static final double RIDGE = 1;

    public AutoRec() {
        super(
                "autorec",
                "Autoencoder with one sigmoid layer on squared error (Sedhain et al. 2015)",
                AutoRecHyperparameters.RANKING);
    }

    @Override
    public Map<String, AutoRecHyperparameters> presets() {
        return Map.of(
                Presets.RANKING, AutoRecHyperparameters.RANKING,
                Presets.RATING_PREDICTION, AutoRecHyperparameters.RATING_PREDICTION,
                Presets.NOTEBOOK, AutoRecHyperparameters.NOTEBOOK);
    }

    @Override
    public boolean predictsRatings(AutoRecHyperparameters h) {
        return h.isObserved();
    }

    @Override
    public void check(AutoRecHyperparameters h) {
        h.optimisation().check();
    }

    @Override
    public Model train(TrainingSetup<AutoRecHyperparameters> setup) {
        AutoRecHyperparameters h = setup.hyperparameters();
        setup.warmStart().ifPresent(start -> requireSameRows(h, start));
        RatingMatrix ratings = setup.ratings();
        RatingBaseline baseline =
                h.isCentred() ? RatingBaseline.alternating(ratings) : RatingBaseline.none(ratings.columnCount());
        RatingMatrix residuals = h.isCentred() ? baseline.residuals(ratings) : ratings;
        if (h.isItemBased()) {
            RatingMatrix byItem = residuals.transpose();
            return AutoencoderTraining.train(
                    spec(h, byItem.columnCount()),
                    LoopSettings.of(h.optimisation()),
                    setup.withRatings(byItem),
                    network -> ItemAutoRec.of(network, byItem, baseline, RIDGE));
        }
        return AutoencoderTraining.train(
                spec(h, ratings.columnCount()),
                LoopSettings.of(h.optimisation()),
                setup.withRatings(residuals),
                network -> h.isCentred() ? new CentredAutoRec(network, baseline) : network);
    }

    /** The weights of a network over other rows cannot be reused. */
    private static void requireSameRows(AutoRecHyperparameters h, WarmStart start) {
        if (h.isItemBased() || start.checkpoint().has(RidgeFoldIn.CODES)) {
            throw new IllegalArgumentException(
                    "the item-based variant cannot start from an earlier version, and no version can start from it:"
                            + " its checkpoints hold no weights of the training users");
        }
        if (h.isCentred() != start.checkpoint().has(RatingBaseline.MEAN)) {
            throw new IllegalArgumentException(
                    "a warm start needs a version with the same setting of centred, which is " + h.isCentred()
                            + " here; that of the earlier version is " + !h.isCentred());
        }
    }

    @Override
    @SuppressWarnings("ArgumentSelectionDefectChecker") // The rows of an item-based network are the items.
    public MemoryNeed memory(TrainingShape shape, AutoRecHyperparameters h, int threads) {
        TrainingShape rows = h.isItemBased() ? new TrainingShape(shape.items(), shape.users(), shape.ratings()) : shape;
        return NetworkMemory.of(spec(h, rows.items()), LoopSettings.of(h.optimisation()), rows, threads)
                .plus(super.memory(shape, h, threads));
    }

    @Override
    public String lessMemory() {
        return "order it with a smaller hiddenSize";
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(AutoRecHyperparameters h, int itemCount) {
        Layer hidden = Layer.of(h.hiddenSize(), ActivationFunction.SIGMOID);
        float lambda = (float) h.lambda();
        return new NetworkSpec(
                itemCount,
                InputTransform.RAW,
                Topology.of(List.of(hidden), Optional.empty(), List.of()),
                h.isObserved()
                        ? new Objective(
                                OutputLoss.SQUARED_OBSERVED, new Regularisation(Regularisation.Kind.SQUARED_L2, lambda))
                        : new Objective(
                                OutputLoss.SQUARED_SUM, new Regularisation(Regularisation.Kind.L2_NORM, lambda)),
                Initialisation.UNIFORM_FAN_IN);
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        if (checkpoint.has(RidgeFoldIn.CODES)) {
            return ItemAutoRec.restore(checkpoint);
        }
        Autoencoder network = Autoencoder.restore(checkpoint);
        return checkpoint.has(RatingBaseline.MEAN)
                ? new CentredAutoRec(network, RatingBaseline.restore(checkpoint))
                : network;
    }

    /** User-based AutoRec on the residuals that a {@link RatingBaseline} leaves of the ratings. */
    private record CentredAutoRec(Autoencoder network, RatingBaseline baseline)
            implements Model, RatingPredicting, LossMeasuring {

        @Override
        public int itemCount() {
            return network.itemCount();
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            network.score(baseline.residuals(foldIn), scores);
            baseline.addTo(scores, foldIn);
        }

        @Override
        public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
            score(ratings, predictions);
        }

        @Override
        public HeldOutLoss heldOutLoss(RatingMatrix rows, long seed) {
            return HeldOutLoss.ofRatings(this, rows);
        }

        @Override
        public void save(CheckpointWriter checkpoint) throws IOException {
            network.save(checkpoint);
            baseline.save(checkpoint);
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
