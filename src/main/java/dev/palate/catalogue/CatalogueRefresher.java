package dev.palate.catalogue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Loads the changes that other processes make to the items. While the database is unavailable, the last snapshot remains in use. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CatalogueRefresher {

    private static final Logger log = LoggerFactory.getLogger(CatalogueRefresher.class);

    private final Catalogue catalogue;
    private boolean failing;

    CatalogueRefresher(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Scheduled(fixedDelayString = "${palate.catalogue.poll:1s}")
    void follow() {
        try {
            catalogue.refresh();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The catalogue cannot be read; its last known state remains in use: {}", e.getMessage());
            }
            failing = true;
        }
    }
}
