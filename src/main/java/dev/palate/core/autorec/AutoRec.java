package dev.palate.core.autorec;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.AutoencoderTraining;
import dev.palate.core.autoencoder.LoopSettings;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.network.Activation;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingRun;
import dev.palate.core.training.WarmStart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AutoRec: {@code n -> sigmoid -> n} over users' rows of ratings by item, or over items' rows by user (Sedhain et al. 2015,
 * section 2).
 */
public final class AutoRec implements Algorithm<AutoRecHyperparameters> {

    /** Of the fold-in into the item-based variant, in squared rating units. */
    private static final double RIDGE = 1;

    private static final String CODES = "codes";
    private static final String BASELINE_MEAN = "baseline.mean";

    private static final HyperparameterSchema<AutoRecHyperparameters> SCHEMA =
            HyperparameterSchema.of(AutoRecHyperparameters.NOTEBOOK);

    @Override
    public String name() {
        return "autorec";
    }

    @Override
    public String description() {
        return "Autoencoder with one sigmoid layer on squared error (Sedhain et al. 2015)";
    }

    @Override
    public HyperparameterSchema<AutoRecHyperparameters> hyperparameters() {
        return SCHEMA;
    }

    @Override
    public Map<String, AutoRecHyperparameters> presets() {
        return Map.of(Presets.RATING_PREDICTION, AutoRecHyperparameters.RATING_PREDICTION);
    }

    @Override
    public boolean predictsRatings(AutoRecHyperparameters h) {
        return h.objective() == AutoRecHyperparameters.Objective.OBSERVED;
    }

    @Override
    public Model train(TrainingRun<AutoRecHyperparameters> run) {
        AutoRecHyperparameters h = run.hyperparameters();
        run.warmStart().ifPresent(start -> requireSameRows(h, start));
        RatingMatrix ratings = run.ratings();
        RatingBaseline baseline = h.centred() ? RatingBaseline.of(ratings) : RatingBaseline.none(ratings.columnCount());
        RatingMatrix residuals = h.centred() ? baseline.residuals(ratings) : ratings;
        if (h.variant() == AutoRecHyperparameters.Variant.ITEM) {
            RatingMatrix byItem = residuals.transpose();
            return AutoencoderTraining.run(
                    spec(h, byItem.columnCount()),
                    loop(h),
                    run.withRatings(byItem),
                    network -> ItemAutoRec.of(network, byItem, baseline, RIDGE));
        }
        return AutoencoderTraining.run(
                spec(h, ratings.columnCount()),
                loop(h),
                run.withRatings(residuals),
                network -> h.centred() ? new CentredAutoRec(network, baseline) : network);
    }

    /** The weights of a network over other rows mean nothing here. */
    private static void requireSameRows(AutoRecHyperparameters h, WarmStart start) {
        if (h.variant() == AutoRecHyperparameters.Variant.ITEM
                || start.checkpoint().has(CODES)) {
            throw new IllegalArgumentException(
                    "the item-based variant cannot start from an earlier version, nor one from it:"
                            + " what is kept of it holds no row of a training user");
        }
        if (h.centred() != start.checkpoint().has(BASELINE_MEAN)) {
            throw new IllegalArgumentException(
                    "a warm start needs a version with the same setting of centred, which is " + h.centred()
                            + " here; the earlier one's is " + !h.centred());
        }
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public static NetworkSpec spec(AutoRecHyperparameters h, int itemCount) {
        boolean observed = h.objective() == AutoRecHyperparameters.Objective.OBSERVED;
        return new NetworkSpec(
                itemCount,
                InputTransform.RAW,
                List.of(Layer.of(h.hiddenSize(), Activation.SIGMOID)),
                false,
                Optional.empty(),
                List.of(),
                observed ? OutputLoss.SQUARED_OBSERVED : OutputLoss.SQUARED_SUM,
                new Regularisation(
                        observed ? Regularisation.Kind.SQUARED_L2 : Regularisation.Kind.L2_NORM, (float) h.lambda()),
                Initialisation.UNIFORM_FAN_IN);
    }

    private static LoopSettings loop(AutoRecHyperparameters h) {
        return new LoopSettings(
                h.epochs(), h.batchSize(), h.learningRate(), h.schedule(), h.optimiser(), 0, 0, h.patience(), 0);
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        if (checkpoint.has(CODES)) {
            return ItemAutoRec.restore(checkpoint);
        }
        Autoencoder network = Autoencoder.restore(checkpoint);
        return checkpoint.has(BASELINE_MEAN) ? new CentredAutoRec(network, baseline(checkpoint)) : network;
    }

    static RatingBaseline baseline(CheckpointReader checkpoint) throws IOException {
        return new RatingBaseline(checkpoint.floats(BASELINE_MEAN)[0], checkpoint.floats("baseline.items"));
    }
}
