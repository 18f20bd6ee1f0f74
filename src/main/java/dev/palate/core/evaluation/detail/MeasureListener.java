package dev.palate.core.evaluation.detail;

/** Receives the progress of a measurement and what it finds about single users; it must be quick. */
public interface MeasureListener {

    /** Ignores everything. */
    MeasureListener SILENT = new MeasureListener() {};

    /** Called after each batch of users, on several threads and in no particular order. */
    default void onUsers(int done, int total) {}

    /** Called once at the end, if the protocol measures rankings. */
    default void onDetails(UserDetails details) {}
}
