package dev.palate.database.polling;

import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A read that is repeated again and again, to follow what other processes change. While the database is unavailable, the last state
 * remains in use, and the log says so once.
 */
public final class RepeatedRead {

    private final Logger log;
    private final String what;
    private boolean failing;

    /** @param what is read, in the plural and with an article, such as {@code The scenarios} */
    public RepeatedRead(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Reads once. */
    public void run(Runnable read) {
        try {
            read.run();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("{} cannot be read; their last known state remains in use: {}", what, e.getMessage());
            }
            failing = true;
        }
    }
}
