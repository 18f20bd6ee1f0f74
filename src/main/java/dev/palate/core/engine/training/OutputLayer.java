package dev.palate.core.engine.training;

/** The last layer together with the loss on it. */
interface OutputLayer extends TrainableLayer {

    /**
     * Scores the items for these rows, and computes the loss and its gradient with respect to the input's activations.
     *
     * @param rowLosses receives the unscaled loss of each row
     * @param rowScale the factor of a row's loss in the batch objective
     */
    void forwardBackward(int from, int to, Scratch scratch, double[] rowLosses, float rowScale);
}
