package dev.palate.listing;

import dev.palate.listing.event.BackgroundWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ranks the lists in use again when their counts have changed. While the database is unavailable, they remain as they are. */
@Component
class RankingRefresher implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RankingRefresher.class);

    private final ItemRankings lists;
    private final BackgroundWorker worker = new BackgroundWorker("item-lists");
    /** Used by the worker alone. */
    private boolean failing;

    RankingRefresher(ItemRankings lists) {
        this.lists = lists;
    }

    @Scheduled(fixedDelayString = "${palate.lists.refresh:5s}")
    void follow() {
        worker.runIfIdle(this::refreshOrWarn);
    }

    @Override
    public void destroy() {
        worker.close();
    }

    private void refreshOrWarn() {
        try {
            lists.refresh();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The lists of popular, trending and latest items are not refreshed: {}", e.getMessage());
            }
            failing = true;
        }
    }
}
