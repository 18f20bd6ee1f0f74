package dev.palate.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users that a batch is requested for.
 *
 * @param ids each once; null for all users that exist when the batch is submitted
 */
public record BatchUsers(@Nullable List<String> ids) {

    /** The greatest number of ids. */
    public static final int MOST_IDS = 100_000;

    /** All users that exist when the batch is submitted. */
    public static final BatchUsers ALL = new BatchUsers(null);

    public BatchUsers {
        ids = ids == null ? null : ids.stream().distinct().toList();
    }
}
