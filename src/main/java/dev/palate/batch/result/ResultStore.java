package dev.palate.batch.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chunks of results; uses {@link JdbcClient}, because they are bulk data and are streamed one after the other. */
@Repository
public class ResultStore {

    private final JdbcClient jdbc;

    ResultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a chunk is stored. */
    public record Place(UUID batch, BatchFormat format, int position) {}

    /** In the fenced transaction that counts the chunks. */
    public void insert(UUID batch, int position, Collection<Chunk> chunks) {
        int next = position;
        for (Chunk chunk : chunks) {
            jdbc.sql("""
                            insert into recommendation_batch_chunks (batch_id, position, first_row, last_row, bytes)
                            values (?, ?, ?, ?, ?)""")
                    .params(batch, next++, chunk.firstRow(), chunk.lastRow(), chunk.bytes())
                    .update();
        }
    }

    /** Where a user's list can be. */
    public List<Place> containing(int userRow) {
        return jdbc.sql("""
                        select c.batch_id as batch, b.format, c.position
                        from recommendation_batch_chunks c join recommendation_batches b on b.job_id = c.batch_id
                        where c.first_row <= ? and c.last_row >= ?
                            and (b.user_rows is null or ? = any (b.user_rows))
                        order by c.batch_id""")
                .params(userRow, userRow, userRow)
                .query(Place.class)
                .list();
    }

    /** Replaces the bytes of a chunk unless it is deleted; size and SHA-256 of the result are not known any more. */
    public void replace(Place place, UnaryOperator<byte[]> change) {
        jdbc.sql("""
                        update recommendation_batches set revision = revision + 1, byte_count = null, sha256 = null
                        where job_id = ?""").param(place.batch()).update();
        jdbc.sql("select bytes from recommendation_batch_chunks where batch_id = ? and position = ?")
                .params(place.batch(), place.position())
                .query((row, n) -> row.getBytes(1))
                .optional()
                .ifPresent(bytes -> jdbc.sql(
                                "update recommendation_batch_chunks set bytes = ? where batch_id = ? and position = ?")
                        .params(change.apply(bytes), place.batch(), place.position())
                        .update());
    }

    /**
     * Computes size and SHA-256 of all chunks, and stores them unless the chunks have changed meanwhile.
     *
     * @throws UncheckedIOException if they have changed
     */
    public void digest(UUID batch, int revision) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        long bytes = 0;
        int chunks = sizes(batch).length;
        for (int position = 0; position < chunks; position++) {
            byte[] chunk = chunk(batch, position, revision);
            sha256.update(chunk);
            bytes += chunk.length;
        }
        jdbc.sql("update recommendation_batches set byte_count = ?, sha256 = ? where job_id = ? and revision = ?")
                .params(bytes, sha256.digest(), batch, revision)
                .update();
    }

    /** The bytes of each chunk. */
    private int[] sizes(UUID batch) {
        return jdbc.sql("""
                        select octet_length(bytes) from recommendation_batch_chunks where batch_id = ? order by position""").param(batch).query(Integer.class).list().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Writes the bytes {@code from..to-1} of a result. No connection is held while the client reads.
     *
     * @throws IOException if the result has been deleted or has changed since that revision
     */
    public void copy(UUID batch, int revision, long from, long to, OutputStream target) throws IOException {
        int[] sizes = sizes(batch);
        long begin = 0;
        for (int position = 0; position < sizes.length && begin < to; position++) {
            long end = begin + sizes[position];
            if (end > from) {
                byte[] bytes = readable(batch, position, revision);
                int first = (int) (Math.max(from, begin) - begin);
                int last = (int) (Math.min(to, end) - begin);
                target.write(Arrays.copyOfRange(bytes, first, last));
            }
            begin = end;
        }
    }

    private byte[] readable(UUID batch, int position, int revision) throws IOException {
        try {
            return chunk(batch, position, revision);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] chunk(UUID batch, int position, int revision) {
        return jdbc.sql("""
                        select c.bytes from recommendation_batch_chunks c join recommendation_batches b on b.job_id = c.batch_id
                        where c.batch_id = ? and c.position = ? and b.revision = ?""")
                .params(batch, position, revision)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("the result of batch " + batch + " was deleted or has changed")));
    }

    public void delete(UUID batch) {
        jdbc.sql("delete from recommendation_batch_chunks where batch_id = ?")
                .param(batch)
                .update();
    }

    /** Deletes the results of batches that ended before, and returns how many these are. */
    public int deleteOf(OffsetDateTime endedBefore, OffsetDateTime now) {
        List<UUID> expired =
                jdbc.sql("""
                        update recommendation_batches b set result_deleted_at = ?, byte_count = null, sha256 = null
                        from jobs j where j.id = b.job_id and j.ended_at < ? and b.result_deleted_at is null
                        returning b.job_id""").params(now, endedBefore).query(UUID.class).list();
        expired.forEach(this::delete);
        return expired.size();
    }
}
