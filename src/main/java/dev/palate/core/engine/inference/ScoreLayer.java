package dev.palate.core.engine.inference;

/** A network's last layer: from the activations before it to a score for every item. */
interface ScoreLayer extends AutoCloseable {

    /** A workspace's scores outside the heap that this layer writes to for each row; 0 where it needs none. */
    int offHeapScores();

    /**
     * @param stage whose {@code rows} activations are read
     * @param scores receives {@code [rows x items]} from {@code offset}
     */
    void score(Workspace space, int stage, int rows, float[] scores, int offset);

    @Override
    void close();
}
