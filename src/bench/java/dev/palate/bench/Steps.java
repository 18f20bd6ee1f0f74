package dev.palate.bench;

/** Training steps of one network in one library, timed for a while again and again. */
interface Steps extends AutoCloseable {

    /** Trains for at least {@code seconds}; milliseconds of each step. */
    Timings run(double seconds);

    @Override
    void close();
}
