package dev.palate.batch;

import dev.palate.batch.result.ListFormat;
import dev.palate.batch.result.ResultStore;
import dev.palate.rating.UserErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes the lines of an erased user out of all results, in the transaction of the erasure. A download that is running then breaks off,
 * and the result has another size and SHA-256 from then on. A running batch leaves the user out when it stores the next lists.
 */
@Component
class BatchErasure {

    private final BatchStore store;
    private final ResultStore results;
    private final ListFormat format;

    BatchErasure(BatchStore store, ResultStore results, ListFormat format) {
        this.store = store;
        this.results = results;
        this.format = format;
    }

    @EventListener
    void erase(UserErased erased) {
        store.forgetUnknown(erased.userId());
        for (ResultStore.Place place : results.containing(erased.userRow())) {
            results.replace(place, bytes -> format.without(place.format(), erased.userId(), bytes));
        }
    }
}
