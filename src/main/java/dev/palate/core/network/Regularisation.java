package dev.palate.core.network;

/**
 * The penalty on parameters in the batch objective.
 *
 * @param lambda its weight
 */
public record Regularisation(Kind kind, float lambda) {

    /** No penalty. */
    public static final Regularisation NONE = new Regularisation(Kind.NONE, 0);

    /** The kind of penalty. */
    public enum Kind {
        NONE,
        /** {@code lambda / 2 * sum of squared weights}, biases excluded. */
        SQUARED_L2,
        /** {@code lambda / 2 * sum over weight and bias tensors of their Euclidean norm}: the notebook's, not squared. */
        L2_NORM
    }
}
