package dev.palate.listing.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps the counts of events up to date: each process tries, and one at a time merges. */
@Component
public class EventMerger implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EventMerger.class);

    private final EventMerge merge;
    private final BackgroundWorker worker = new BackgroundWorker("event-merge");
    /** Used by the worker alone. */
    private boolean failing;

    EventMerger(EventMerge merge) {
        this.merge = merge;
    }

    @Scheduled(fixedDelayString = "${palate.lists.merge:2s}")
    void follow() {
        worker.runIfIdle(this::mergeOrWarn);
    }

    @Override
    public void destroy() {
        worker.close();
    }

    private void mergeOrWarn() {
        try {
            merge();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The events of items are not counted, which is retried; nothing is lost: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /** Merges all changes that are committed, unless another process merges at this moment. */
    public void merge() {
        if (merge.isDue()) {
            merge.countStored();
            boolean more = true;
            while (more) {
                more = merge.mergeNext();
            }
        }
    }
}
