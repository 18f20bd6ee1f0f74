package dev.palate.crash;

import dev.palate.ServiceProcess;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Works on a service until it gets no answer, and knows what it was told. */
interface Client {

    /** Returns when there was no answer, or no more are wanted. */
    void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException;

    /** Sends once more what had no answer, as clients do that want to be sure. */
    default void settle(ServiceProcess service) throws InterruptedException {}

    /** Everything that was acknowledged is there, and what was not is there as a whole or not at all. */
    void verify(Rows rows) throws SQLException;

    /** What this client has seen, for the report. */
    String counts();
}
