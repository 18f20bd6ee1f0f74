package dev.palate.model.checkpoint;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The checkpoints in the database. They pass as streams, in chunks of 2 MiB, so that none is in memory as a whole, and carry
 * a SHA-256 that every reading verifies.
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

    /** Writes a checkpoint in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredCheckpoint write(CheckpointContent content) {
        long id = jdbc.sql("SELECT nextval('checkpoint_ids')").query(Long.class).single();
        ChunkOutputStream chunks = new ChunkOutputStream(CHUNK_BYTES, (position, bytes) -> insert(id, position, bytes));
        try (chunks) {
            CheckpointWriter writer = new CheckpointWriter(chunks);
            content.writeTo(writer);
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoredCheckpoint stored = new StoredCheckpoint(id, chunks.byteCount(), chunks.sha256());
        jdbc.sql("INSERT INTO checkpoints (id, byte_count, sha256, created_at) VALUES (?, ?, ?, ?)")
                .params(id, stored.byteCount(), HexFormat.of().parseHex(stored.sha256()), OffsetDateTime.now(clock))
                .update();
        return stored;
    }

    /**
     * All sections of a checkpoint, verified. Large ones are fetched again when they are asked for.
     *
     * @throws CorruptCheckpointException if a byte is missing or differs from what was written
     */
    public CheckpointReader read(long id) throws IOException {
        try (VerifiedInputStream in = open(find(id))) {
            CheckpointReader reader = new CheckpointReader(in, in::again);
            in.requireIntact();
            return reader;
        }
    }

    /** The raw bytes; the read of the last one fails if they are not those that were written. No connection is held. */
    public InputStream openRaw(long id) throws CorruptCheckpointException {
        return open(find(id));
    }

    /** Removes a checkpoint that nothing refers to any more, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(long id) {
        jdbc.sql("DELETE FROM checkpoints WHERE id = ?").param(id).update();
    }

    private StoredCheckpoint find(long id) throws CorruptCheckpointException {
        return jdbc.sql("SELECT byte_count, sha256 FROM checkpoints WHERE id = ?")
                .param(id)
                .query((row, n) -> new StoredCheckpoint(
                        id, row.getLong("byte_count"), HexFormat.of().formatHex(row.getBytes("sha256"))))
                .optional()
                .orElseThrow(() -> new CorruptCheckpointException("there is no checkpoint " + id));
    }

    private VerifiedInputStream open(StoredCheckpoint checkpoint) {
        return new VerifiedInputStream(
                checkpoint,
                position -> jdbc.sql("SELECT bytes FROM checkpoint_chunks WHERE checkpoint_id = ? AND position = ?")
                        .params(checkpoint.id(), position)
                        .query((row, n) -> row.getBytes("bytes"))
                        .optional());
    }

    private void insert(long id, int position, byte[] bytes) {
        jdbc.sql("INSERT INTO checkpoint_chunks (checkpoint_id, position, bytes) VALUES (?, ?, ?)")
                .params(id, position, bytes)
                .update();
    }
}
