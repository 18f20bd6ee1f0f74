package dev.palate.core.network;

/** How gradients change the parameters. */
public enum OptimiserKind {
    /** Kingma and Ba 2015, beta 0.9 and 0.999, epsilon 1e-8 outside the root as in PyTorch. */
    ADAM,
    /** Gradient descent with momentum 0.9. */
    SGD
}
