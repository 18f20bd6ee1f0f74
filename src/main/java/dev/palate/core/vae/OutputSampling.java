package dev.palate.core.vae;

import dev.palate.core.autoencoder.Optimisation;
import dev.palate.core.network.OptimiserKind;

/** The hyper-parameter {@code outputSampling} of networks with a multinomial likelihood. */
final class OutputSampling {

    static final String MEANING =
            "For very large catalogues: the number of random items that the likelihood of a batch includes besides"
                    + " all items of its users (sampled softmax). A step then only computes and updates these. 0: all items.";

    static final int MOST = 10_000_000;

    static final String LESS_MEMORY =
            "order it with smaller layers, or with outputSampling, whose scores of a batch take less";

    private OutputSampling() {}

    /** @throws IllegalArgumentException if items are sampled with another optimiser than Adam */
    static void check(int samples, Optimisation optimisation) {
        if (samples > 0 && optimisation.optimiser() != OptimiserKind.ADAM) {
            throw new IllegalArgumentException("outputSampling needs the optimiser adam");
        }
    }
}
