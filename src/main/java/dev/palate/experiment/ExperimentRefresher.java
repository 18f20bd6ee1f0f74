package dev.palate.experiment;

import dev.palate.database.polling.RepeatedRead;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Loads the changes that other processes make to experiments. While the database is unavailable, the last snapshot remains in use. */
@Component
class ExperimentRefresher implements SmartInitializingSingleton {

    private final Experiments experiments;
    private final RepeatedRead read =
            new RepeatedRead(LoggerFactory.getLogger(ExperimentRefresher.class), "The experiments");

    ExperimentRefresher(Experiments experiments) {
        this.experiments = experiments;
    }

    /** They are known before the service is ready. */
    @Override
    public void afterSingletonsInstantiated() {
        experiments.refresh();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        read.run(experiments::refresh);
    }
}
