package dev.palate.bench;

/** Training steps of one network in one library, which are timed repeatedly. */
interface Steps extends AutoCloseable {

    /** Trains for at least {@code seconds}; returns the milliseconds of each step. */
    Timings run(double seconds);

    @Override
    void close();
}
