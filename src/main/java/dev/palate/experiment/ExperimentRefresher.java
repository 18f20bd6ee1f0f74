package dev.palate.experiment;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Loads the changes that other processes make to experiments. While the database is unavailable, the last snapshot remains in use. */
@Component
class ExperimentRefresher {

    private static final Logger log = LoggerFactory.getLogger(ExperimentRefresher.class);

    private final Experiments experiments;
    private boolean failing;

    ExperimentRefresher(Experiments experiments) {
        this.experiments = experiments;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        try {
            experiments.refresh();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The experiments cannot be read; their last known state remains in use: {}", e.getMessage());
            }
            failing = true;
        }
    }
}
