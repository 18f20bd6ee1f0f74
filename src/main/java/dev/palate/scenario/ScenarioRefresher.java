package dev.palate.scenario;

import dev.palate.database.polling.RepeatedRead;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Loads the changes that other processes make to scenarios. While the database is unavailable, the last snapshot remains in use. */
@Component
class ScenarioRefresher implements SmartInitializingSingleton {

    private final Scenarios scenarios;
    private final RepeatedRead read =
            new RepeatedRead(LoggerFactory.getLogger(ScenarioRefresher.class), "The scenarios");

    ScenarioRefresher(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    /** They are known before the service is ready. */
    @Override
    public void afterSingletonsInstantiated() {
        scenarios.refresh();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        read.run(scenarios::refresh);
    }
}
