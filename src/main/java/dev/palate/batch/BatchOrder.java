package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;

/**
 * What a client orders.
 *
 * @param requested the query as the client has sent it, as JSON: its scenario may have changed when the client repeats the request
 * @param parameters the query with what the scenario says, as JSON, which {@link BatchQueries} reads
 */
public record BatchOrder(BatchUsers users, String requested, String parameters, BatchFormat format) {

    /** Equal texts are equal requests. */
    String content() {
        return format + "\0" + requested + '\0' + (users.ids() == null ? "*" : String.join("\0", users.ids()));
    }
}
