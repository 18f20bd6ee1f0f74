package dev.palate.interaction.type;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Erases the interactions of deleted types in short transactions, and then the types. Several processes share the work. */
@Component
class InteractionTypeEraser {

    private static final Logger log = LoggerFactory.getLogger(InteractionTypeEraser.class);

    private final InteractionTypeStore store;

    InteractionTypeEraser(InteractionTypeStore store) {
        this.store = store;
    }

    /** Erases a deleted type. If the process dies meanwhile, {@link #finish} of any process does the rest. */
    void erase(short typeId) {
        boolean more = true;
        while (more) {
            more = store.eraseNextUsers(typeId);
        }
        store.drop(typeId);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void finish() {
        try {
            store.deletedTypes().forEach(this::erase);
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "Interactions of a deleted type remain, which is retried in ten minutes; nothing uses them: {}",
                    e.getMessage());
        }
    }
}
