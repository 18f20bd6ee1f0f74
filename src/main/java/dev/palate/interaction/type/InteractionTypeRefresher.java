package dev.palate.interaction.type;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Loads the changes that other processes make to the types. While the database is unavailable, the last snapshot remains in use. */
@Component
class InteractionTypeRefresher {

    private static final Logger log = LoggerFactory.getLogger(InteractionTypeRefresher.class);

    private final InteractionTypes types;
    private boolean failing;

    InteractionTypeRefresher(InteractionTypes types) {
        this.types = types;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        try {
            types.refresh();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn(
                        "The interaction types cannot be read; their last known state remains in use: {}",
                        e.getMessage());
            }
            failing = true;
        }
    }
}
