package dev.palate.core.engine.inference;

/** A network's last layer: from the activations before it to a score for every item. */
interface ScoreLayer extends AutoCloseable {

    /** The number of off-heap scores per row that this layer needs in a workspace; may be 0. */
    int offHeapScores();

    /**
     * Computes the scores of {@code rows} rows.
     *
     * @param stage the stage of the workspace whose activations are the input
     * @param scores receives {@code [rows x items]} from {@code offset}
     */
    void score(Workspace space, int stage, int rows, float[] scores, int offset);

    @Override
    void close();
}
