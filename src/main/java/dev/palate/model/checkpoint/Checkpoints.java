package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checkpoints through {@code JdbcClient}, because they are bulk data: they are streamed in chunks of 2 MiB, so that no checkpoint
 * is in memory as a whole, and have a SHA-256 that every read verifies.
 */
@Component
public class Checkpoints {

    private static final int CHUNK_BYTES = 2 << 20;

    private final JdbcClient jdbc;
    private final Clock clock;

    Checkpoints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes the sections of a checkpoint and does not finish the writer. */
    @FunctionalInterface
    public interface Content {

        void writeTo(CheckpointWriter checkpoint) throws IOException;
    }

    /** Writes a checkpoint in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredCheckpoint write(Content content) {
        return store(out -> {
            CheckpointWriter writer = new CheckpointWriter(out);
            content.writeTo(writer);
            writer.finish();
        });
    }

    /** Stores the bytes of a checkpoint that another process has written, unread, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredCheckpoint copy(InputStream bytes) {
        return store(bytes::transferTo);
    }

    private interface Source {

        void writeTo(OutputStream out) throws IOException;
    }

    private StoredCheckpoint store(Source source) {
        long id = jdbc.sql("select nextval('checkpoint_ids')").query(Long.class).single();
        ChunkOutputStream chunks = new ChunkOutputStream(CHUNK_BYTES, (position, bytes) -> insert(id, position, bytes));
        try (chunks) {
            source.writeTo(chunks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoredCheckpoint stored = new StoredCheckpoint(id, chunks.byteCount(), chunks.sha256());
        jdbc.sql("insert into checkpoints (id, byte_count, sha256, created_at) values (?, ?, ?, ?)")
                .params(id, stored.byteCount(), HexFormat.of().parseHex(stored.sha256()), OffsetDateTime.now(clock))
                .update();
        return stored;
    }

    /**
     * All sections of a checkpoint, verified. Large sections are read from the database when they are used.
     *
     * @throws CorruptCheckpointException if a byte is missing or differs from what was written
     */
    public CheckpointReader read(long id) throws IOException {
        return read(id, share -> {});
    }

    /**
     * As {@link #read(long)}.
     *
     * @param progress receives the share of the bytes that has been read, 0 to 1, often; what it throws ends the reading
     */
    public CheckpointReader read(long id, DoubleConsumer progress) throws IOException {
        StoredCheckpoint stored = find(id);
        try (VerifiedInputStream in = open(stored, progress)) {
            CheckpointReader reader = new CheckpointReader(in, in::reopen);
            in.requireIntact();
            return reader;
        }
    }

    /** The raw bytes. The read of the last byte fails if they differ from the bytes that were written. Holds no connection. */
    public InputStream openRaw(long id) throws CorruptCheckpointException {
        return open(find(id), share -> {});
    }

    /** The checkpoints with these ids that exist, by id. */
    public Map<Long, StoredCheckpoint> find(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select id, byte_count, sha256 from checkpoints where id in (:ids)")
                .param("ids", ids)
                .query((row, n) -> new StoredCheckpoint(
                        row.getLong("id"),
                        row.getLong("byte_count"),
                        HexFormat.of().formatHex(row.getBytes("sha256"))))
                .list()
                .stream()
                .collect(Collectors.toMap(StoredCheckpoint::id, found -> found));
    }

    /** Deletes a checkpoint that nothing refers to, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(long id) {
        jdbc.sql("delete from checkpoints where id = ?").param(id).update();
    }

    private StoredCheckpoint find(long id) throws CorruptCheckpointException {
        StoredCheckpoint found = find(List.of(id)).get(id);
        if (found == null) {
            throw new CorruptCheckpointException("there is no checkpoint " + id);
        }
        return found;
    }

    private VerifiedInputStream open(StoredCheckpoint checkpoint, DoubleConsumer progress) {
        return new VerifiedInputStream(checkpoint, position -> {
            progress.accept(Math.min(1, (double) position * CHUNK_BYTES / checkpoint.byteCount()));
            return jdbc.sql("select bytes from checkpoint_chunks where checkpoint_id = ? and position = ?")
                    .params(checkpoint.id(), position)
                    .query((row, n) -> row.getBytes("bytes"))
                    .optional();
        });
    }

    private void insert(long id, int position, byte[] bytes) {
        jdbc.sql("insert into checkpoint_chunks (checkpoint_id, position, bytes) values (?, ?, ?)")
                .params(id, position, bytes)
                .update();
    }
}
