package dev.palate.scenario;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Loads the changes that other processes make to scenarios. While the database is unavailable, the last snapshot remains in use. */
@Component
class ScenarioRefresher {

    private static final Logger log = LoggerFactory.getLogger(ScenarioRefresher.class);

    private final Scenarios scenarios;
    private boolean failing;

    ScenarioRefresher(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        try {
            scenarios.refresh();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The scenarios cannot be read; their last known state remains in use: {}", e.getMessage());
            }
            failing = true;
        }
    }
}
