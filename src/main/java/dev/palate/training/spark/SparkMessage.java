package dev.palate.training.spark;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the submit command says on its standard output in a line {@code palate: {...}}.
 *
 * @param epoch that runs or, with a loss and without an unfinished batch, has ended; counted from 1
 * @param epochs of the training, at most
 * @param batch of the epoch, or the unit of work of a training without epochs, of {@code batches}
 * @param continuesAfter the last epoch of an earlier attempt that the training uses; 0 if it starts from the beginning
 * @param loss of the epoch that has ended
 * @param seconds since the command began to train
 * @param warning for the reader of the job
 * @param error why the command is going to fail, as a sentence
 */
public record SparkMessage(
        @Nullable String phase,
        @Nullable Integer epoch,
        @Nullable Integer epochs,
        @Nullable Integer batch,
        @Nullable Integer batches,
        @Nullable Integer continuesAfter,
        @Nullable Double loss,
        @Nullable Double seconds,
        @Nullable String warning,
        @Nullable String error) {

    static final String PREFIX = "palate: ";

    private static final JsonMapper JSON = new JsonMapper();

    /** The message of a line; empty for a line that is no message. */
    public static Optional<SparkMessage> of(String line) {
        if (!line.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(line.substring(PREFIX.length()), SparkMessage.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether an epoch has ended. */
    public boolean endsEpoch() {
        return epoch != null && epoch > 0 && loss != null && (batch == null || batch.equals(batches));
    }
}
