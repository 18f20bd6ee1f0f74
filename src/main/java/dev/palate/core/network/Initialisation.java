package dev.palate.core.network;

/** The distribution of the initial weights and biases. */
public enum Initialisation {
    /** Weights and biases uniform in {@code +-1/sqrt(fanIn)}: PyTorch's {@code nn.Linear}. */
    UNIFORM_FAN_IN,
    /** Weights uniform in {@code +-sqrt(6/(fanIn+fanOut))}, biases 0 (Glorot and Bengio 2010). */
    GLOROT;

    /** Half the width of the weights' interval. */
    public double weightBound(int fanIn, int fanOut) {
        return this == UNIFORM_FAN_IN ? 1 / Math.sqrt(fanIn) : Math.sqrt(6.0 / (fanIn + fanOut));
    }

    /** Half the width of the biases' interval. */
    public double biasBound(int fanIn) {
        return this == UNIFORM_FAN_IN ? 1 / Math.sqrt(fanIn) : 0;
    }
}
