package dev.palate.core.vae;

import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.Redefine;
import dev.palate.core.training.LikedRatings;
import java.util.List;

/** Hyper-parameters of {@link Dae}. */
public record DaeHyperparameters(
        @Hyperparameter(
                value = "Sizes of the encoder's layers, the code last; the decoder has the others in reverse.",
                min = 1,
                max = 8192,
                maxLength = 8,
                tune = "100 | 200 | 400")
        List<Integer> layerSizes,

        @Hyperparameter(value = "Share of the input dropped in training.", min = 0, max = 0.99, tune = "0.2..0.7")
        double dropout,

        LikedRatings likes,

        @Hyperparameter(
                value = "Weight decay: half the squared norm of the weights times this.",
                min = 0,
                max = 100,
                tune = "0.00003..0.005 log")
        double lambda,

        @Hyperparameter(value = OutputSampling.MEANING, min = 0, max = OutputSampling.MOST)
        int outputSampling,

        @Redefine(name = "learningRate", tune = "0.0005..0.003 log")
        Optimisation optimisation) {

    /** Liang et al.'s shape at the size of a small catalogue; low ratings count half as much with every unit. */
    public static final DaeHyperparameters STANDARD = new DaeHyperparameters(
            List.of(200), 0.5, LikedRatings.atLeast(4).withLowWeight(0.5), 0.0001, 0, Optimisation.adam(100, 20));

    public DaeHyperparameters {
        layerSizes = List.copyOf(layerSizes);
        if (layerSizes.isEmpty()) {
            throw new IllegalArgumentException("layerSizes must hold at least one size");
        }
    }
}
