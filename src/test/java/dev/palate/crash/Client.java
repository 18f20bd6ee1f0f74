package dev.palate.crash;

import dev.palate.ServiceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Works on a service until it gets no answer, and knows what it was told. */
interface Client {

    /** A service that has just come back may still say that its database is away. */
    Duration LONGEST_SETTLING = Duration.ofMinutes(1);

    /** Returns when there was no answer, or no more are wanted. */
    void work(ServiceProcess service, BooleanSupplier wanted) throws InterruptedException;

    /** Sends once more what had no answer, as clients do that want to be sure. */
    default void settle(ServiceProcess service) {}

    /** Everything that was acknowledged is there, and what was not is there as a whole or not at all. */
    void verify(Rows rows) throws SQLException;

    /** What this client has seen, for the report. */
    String counts();
}
