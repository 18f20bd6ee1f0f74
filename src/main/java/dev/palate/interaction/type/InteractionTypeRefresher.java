package dev.palate.interaction.type;

import dev.palate.database.polling.RepeatedRead;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Creates the predefined types, and loads the changes that other processes make to the types. While the database is unavailable, the
 * last snapshot remains in use.
 */
@Component
class InteractionTypeRefresher implements SmartInitializingSingleton {

    private final InteractionTypes types;
    private final DefaultInteractionTypes defaults;
    private final RepeatedRead read =
            new RepeatedRead(LoggerFactory.getLogger(InteractionTypeRefresher.class), "The interaction types");

    InteractionTypeRefresher(InteractionTypes types, DefaultInteractionTypes defaults) {
        this.types = types;
        this.defaults = defaults;
    }

    /** The predefined types exist, and all are known, before the service is ready. */
    @Override
    public void afterSingletonsInstantiated() {
        defaults.create();
        types.refresh();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        read.run(types::refresh);
    }
}
