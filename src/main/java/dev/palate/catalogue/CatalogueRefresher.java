package dev.palate.catalogue;

import dev.palate.database.polling.RepeatedRead;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Loads the changes that other processes make to the items. While the database is unavailable, the last snapshot remains in use. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CatalogueRefresher implements SmartInitializingSingleton {

    private final Catalogue catalogue;
    private final RepeatedRead read = new RepeatedRead(LoggerFactory.getLogger(CatalogueRefresher.class), "The items");

    CatalogueRefresher(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** They are known before the service is ready. */
    @Override
    public void afterSingletonsInstantiated() {
        catalogue.refresh();
    }

    @Scheduled(fixedDelayString = "${palate.catalogue.poll:1s}")
    void follow() {
        read.run(catalogue::refresh);
    }
}
