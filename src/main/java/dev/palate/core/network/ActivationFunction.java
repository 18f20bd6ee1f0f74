package dev.palate.core.network;

/** The function that a layer applies to each of its weighted sums {@code a}. */
public enum ActivationFunction {
    /** {@code a}. */
    IDENTITY,
    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID,
    /** Hyperbolic tangent. */
    TANH,
    /** {@code max(0, a)}. */
    RELU,
    /** {@code a * sigmoid(a)} (Ramachandran et al. 2017). */
    SWISH
}
