package dev.palate.core.ease;

import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.training.LikedRatings;

/** Hyper-parameters of {@link Ease}. */
public record EaseHyperparameters(
        LikedRatings likes,

        @Hyperparameter(
                value = "Added to the diagonal of the Gram matrix: squared-L2 regularisation. In users.",
                min = 0.001,
                max = 1e7,
                tune = "1..10000 log")
        double lambda,

        @Hyperparameter(
                value =
                        "How the penalty of an item grows with its users: lambda times their number relative to the mean, to this"
                                + " power. 0: all items are penalised alike, as in EASE; above 0 popular items more, as in EDLAE.",
                min = 0,
                max = 1,
                tune = "0..0.4")
        double popularityExponent,

        @Hyperparameter(
                value =
                        "How the weight of a user falls with the user's items: their number to the power of minus this.",
                min = 0,
                max = 1,
                tune = "0..0.5")
        double activityExponent,

        @Hyperparameter(
                value =
                        "The number of nearest items from which the score of an item is computed: at most 2,000, or at least the"
                                + " number of items for all of them. 0: all in catalogues of up to 10,000 items whose weights fit"
                                + " into the memory; otherwise 400, or as many as give 100 million weights and fit into half of"
                                + " the heap. The time of a training grows with their cube.",
                min = 0,
                max = 10_000_000)
        int neighbours,

        @Hyperparameter(
                "Whether each item has weights of all others (dense), from one matrix outside the heap with 4 bytes for each pair,"
                        + " or of its nearest items (sparse). auto: as neighbours says, or by the size of the catalogue and the"
                        + " memory.")
        EaseWeights weights) {

    /** Dense or sparse weights, as the neighbours or the catalogue say. */
    public EaseHyperparameters(
            LikedRatings likes, double lambda, double popularityExponent, double activityExponent, int neighbours) {
        this(likes, lambda, popularityExponent, activityExponent, neighbours, EaseWeights.AUTO);
    }

    /** EASE with this penalty for all items and equal weights of all users. */
    public static EaseHyperparameters plain(double threshold, double lambda) {
        return new EaseHyperparameters(LikedRatings.atLeast(threshold), lambda, 0, 0, 0);
    }

    /** Equal for settings whose models follow from one spectrum. */
    EaseHyperparameters ofSpectrum() {
        return new EaseHyperparameters(likes.withRecency(0), 1, popularityExponent, activityExponent, neighbours, weights);
    }

    EaseHyperparameters withLambda(double newLambda) {
        return new EaseHyperparameters(likes, newLambda, popularityExponent, activityExponent, neighbours, weights);
    }

    EaseHyperparameters withRecency(double recency) {
        return new EaseHyperparameters(
                likes.withRecency(recency), lambda, popularityExponent, activityExponent, neighbours, weights);
    }
}
