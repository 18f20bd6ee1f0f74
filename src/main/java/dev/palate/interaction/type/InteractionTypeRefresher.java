package dev.palate.interaction.type;

import dev.palate.database.polling.RepeatedRead;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Loads the changes that other processes make to the types. While the database is unavailable, the last snapshot remains in use. */
@Component
class InteractionTypeRefresher {

    private final InteractionTypes types;
    private final RepeatedRead read =
            new RepeatedRead(LoggerFactory.getLogger(InteractionTypeRefresher.class), "The interaction types");

    InteractionTypeRefresher(InteractionTypes types) {
        this.types = types;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void follow() {
        read.run(types::refresh);
    }
}
