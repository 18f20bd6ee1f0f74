package dev.palate.core.vae;

import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.Redefine;
import dev.palate.core.training.LikedRatings;

/** Hyper-parameters of {@link RecVae}. */
public record RecVaeHyperparameters(
        Shape shape,
        Objective objective,

        @Hyperparameter(value = "Passes of the encoder before each pass of the decoder.", min = 1, max = 10)
        int encoderPasses,

        @Redefine(name = "learningRate", tune = "0.0002..0.002 log")
        @Redefine(name = "epochs", value = "Epochs at most, each of all passes.")
        Optimisation optimisation) {

    /** The sizes of the network. */
    public record Shape(
            @Hyperparameter(value = "Units of each encoder layer.", min = 1, max = 8192, tune = "200 | 400 | 600")
            int hiddenSize,

            @Hyperparameter(
                    value = "Encoder layers, each fed by all before it.",
                    min = 1,
                    max = 8,
                    tune = "1 | 2 | 3 | 5")
            int encoderLayers,

            @Hyperparameter(value = "Dimensions of the latent code.", min = 1, max = 4096, tune = "64..400 log")
            int latentSize) {}

    /** What the network learns. */
    public record Objective(
            @Hyperparameter(
                    value = "Share of the input dropped while the encoder is trained.",
                    min = 0,
                    max = 0.99,
                    tune = "0.3..0.8")
            double dropout,

            @Hyperparameter(
                    value = "Weight of the divergence for each relevant item of the user.",
                    min = 0,
                    max = 10,
                    tune = "0.001..0.05 log")
            double gamma,

            LikedRatings likes) {}

    /** One encoder layer instead of the paper's five of 600, which learn less from a thousand users. */
    public static final RecVaeHyperparameters STANDARD = new RecVaeHyperparameters(
            new Shape(200, 1, 100), new Objective(0.5, 0.005, LikedRatings.atLeast(4)), 3, Optimisation.adam(100, 10));
}
