package dev.palate.core.engine.training;

/** The last layer together with the loss on it. */
interface OutputLayer extends TrainableLayer {

    /**
     * Scores the items for these rows, works out the loss and its gradient, and passes the gradient on to the input's
     * activations.
     *
     * @param rowLosses receives each row's loss, unscaled
     * @param rowScale the factor of a row's loss in the batch objective
     */
    void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale);
}
