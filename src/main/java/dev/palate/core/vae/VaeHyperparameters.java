package dev.palate.core.vae;

import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.hyperparameter.Redefine;
import dev.palate.core.training.LikedRatings;
import java.util.List;

/** Hyper-parameters of {@link Vae}; the defaults are {@link #RANKING}. */
public record VaeHyperparameters(
        @Hyperparameter(
                "What the outputs are: means of a Gaussian as in the notebook, or a multinomial's logits (Mult-VAE).")
        Likelihood likelihood,

        Shape shape,
        Objective objective,

        @Redefine(name = "learningRate", tune = "0.0005..0.002 log")
        Optimisation optimisation) {

    /** The distribution of a user's ratings given the code. */
    public enum Likelihood {
        GAUSSIAN,
        MULTINOMIAL
    }

    /** The sizes of the network. */
    public record Shape(
            @Hyperparameter(
                    value = "Sizes of the encoder's hidden layers; the decoder has them in reverse. May be empty.",
                    min = 1,
                    max = 8192,
                    maxLength = 8)
            List<Integer> hiddenSizes,

            @Hyperparameter(value = "Dimensions of the latent code.", min = 1, max = 4096, tune = "200..600 log")
            int latentSize) {

        public Shape {
            hiddenSizes = List.copyOf(hiddenSizes);
        }
    }

    /** What the network learns, apart from the likelihood. */
    public record Objective(
            @Hyperparameter(
                    value = "Share of the input dropped in training; multinomial only.",
                    min = 0,
                    max = 0.99,
                    tune = "0.1..0.5")
            double dropout,

            @Hyperparameter(
                    value = "Weight of the divergence once annealed.",
                    min = 0,
                    max = 100,
                    tune = "0.05..0.5 log")
            double beta,

            @Hyperparameter(value = "Epochs over which the weight grows from 0; 0: at once.", min = 0, max = 10000)
            int annealEpochs,

            LikedRatings likes,

            @Hyperparameter(
                    value = "Weight decay: half the squared norm of the weights times this.",
                    min = 0,
                    max = 100)
            double lambda,

            @Hyperparameter(value = OutputSampling.MEANING, min = 0, max = OutputSampling.MOST)
            int outputSampling) {}

    /** The notebook's. */
    public static final VaeHyperparameters NOTEBOOK = new VaeHyperparameters(
            Likelihood.GAUSSIAN,
            new Shape(List.of(512, 256), 10),
            new Objective(0, 1, 0, LikedRatings.atLeast(4), 0, 0),
            Optimisation.adam(20, 0));

    /** A shallow Mult-VAE for some thousand items. */
    public static final VaeHyperparameters RANKING = new VaeHyperparameters(
            Likelihood.MULTINOMIAL,
            new Shape(List.of(), 400),
            new Objective(0.3, 0.2, 50, LikedRatings.atLeast(4), 0, 0),
            Optimisation.adam(120, 20));
}
