package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;

/**
 * What a client orders.
 *
 * @param parameters the query as JSON, which {@link BatchQueries} reads
 */
public record BatchOrder(BatchUsers users, String parameters, BatchFormat format) {

    /** Equal texts are equal orders. */
    String content() {
        return format + "\0" + parameters + '\0' + (users.ids() == null ? "*" : String.join("\0", users.ids()));
    }
}
