package dev.palate.batch;

import dev.palate.batch.result.BatchFormat;
import dev.palate.batch.result.ResultStore;
import dev.palate.job.JobException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens results of which all chunks are stored. */
@Component
public class BatchResults {

    private static final int MOST_TRIES = 20;

    private final BatchStore store;
    private final ResultStore chunks;

    BatchResults(BatchStore store, ResultStore chunks) {
        this.store = store;
        this.chunks = chunks;
    }

    /** A complete result, at the revision at which it was opened. */
    public final class Opened {

        private final UUID batch;
        private final BatchFormat format;
        private final int revision;
        private final long byteCount;
        private final String sha256;

        private Opened(StoredBatch batch, long byteCount, String sha256) {
            this.batch = batch.id();
            this.format = batch.format();
            this.revision = batch.content().revision();
            this.byteCount = byteCount;
            this.sha256 = sha256;
        }

        public BatchFormat format() {
            return format;
        }

        public long byteCount() {
            return byteCount;
        }

        /** Of all its bytes, in hexadecimal. */
        public String sha256() {
            return sha256;
        }

        /**
         * Writes the bytes {@code from..to-1}.
         *
         * @throws IOException also if the result has changed since it was opened, because a user was erased
         */
        public void copy(long from, long to, OutputStream target) throws IOException {
            chunks.copy(batch, revision, from, to, target);
        }
    }

    /**
     * The result with its size and SHA-256, which are computed if they are not known.
     *
     * @throws JobException if there is no such batch
     * @throws BatchException if the result was deleted
     */
    Opened open(UUID id) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            StoredBatch batch = store.find(id).orElseThrow(() -> JobException.unknown(Batches.KIND, id.toString()));
            StoredBatch.Content content = batch.content();
            if (content.deletedAt() != null) {
                throw BatchException.expired(id);
            }
            if (content.byteCount() != null && content.sha256() != null) {
                return new Opened(batch, content.byteCount(), content.sha256());
            }
            digest(id, content.revision());
        }
        throw new IllegalStateException("the result of batch " + id + " changes again and again");
    }

    private void digest(UUID id, int revision) {
        try {
            chunks.digest(id, revision);
        } catch (UncheckedIOException changed) {
            // The next try reads the new revision.
        }
    }
}
