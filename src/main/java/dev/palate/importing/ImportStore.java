package dev.palate.importing;

import dev.palate.catalogue.ErasureLock;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ValueRange;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.ratingfile.RejectedLine;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Writes the progress and the rejected lines of imports with {@link JdbcClient} and plain JDBC, because progress is committed in
 * the fenced transaction of the batch that it counts.
 */
@Component
class ImportStore {

    private static final String ADVANCE = """
            update imports set rows_read = rows_read + ?, rows_written = rows_written + ?,
                rows_unchanged = rows_unchanged + ?, rows_rejected = rows_rejected + ?,
                rows_ignored = rows_ignored + ?, items_written = items_written + ?,
                lowest_rating = least(lowest_rating, ?), highest_rating = greatest(highest_rating, ?),
                lines_done = ?, bytes_read = ?, seconds = ?
            where id = ? and lines_done < ?""";
    private static final String REJECT = """
            insert into import_rejections (import_id, position, file, line, content, reason, user_id)
            select ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?, ? from import_rejections where import_id = ?""";
    /** Lines of users that were erased since the import began, and lines whose user cannot be read if there are such users. */
    private static final String DELETE_ERASED = """
            delete from import_rejections r using imports i, erasures e
            where r.import_id = ? and i.id = r.import_id and e.erased_at >= i.begun_at
                and (r.user_id is null or e.user_sha256 = sha256(convert_to(r.user_id, 'UTF8')))""";

    private static final String REMAINS = """
            case when rows_written + items_written = 0 then ' Nothing was written.' else concat(
                case when items_written > 0 then ' ' || items_written || ' items were written before and remain.' end,
                case
                    when rows_written = 0 then ''
                    when detected::jsonb ->> 'users' is not null
                        then ' ' || rows_written || ' users were written before and remain.'
                    when detected::jsonb ->> 'interactions' is null
                        then ' ' || rows_written || ' ratings were written before and remain.'
                    else ' ' || rows_written || ' interactions were written before and remain. Send the whole file again before'
                        || ' other files with interactions: then each event counts once.' end) end""";

    private final JdbcClient jdbc;
    private final ErasureLock erasureLock;

    ImportStore(JdbcClient jdbc, ErasureLock erasureLock) {
        this.jdbc = jdbc;
        this.erasureLock = erasureLock;
    }

    /** What one batch adds to the progress, and the position at its end. */
    record Batch(
            ImportProgress.Rows rows,
            long itemsCreated,
            ImportProgress.Position end,
            ValueRange accepted,
            List<RejectedLine> rejected) {}

    /** Records that the request of the import began to arrive that long ago; the time is the database's, as that of an erasure. */
    void setBegun(UUID id, Duration age) {
        jdbc.sql("update imports set begun_at = clock_timestamp() - ?::interval where id = ?")
                .params(age.toString(), id)
                .update();
    }

    void begin(UUID id, long bytesTotal, @Nullable String note) {
        jdbc.sql("update imports set bytes_total = ?, note = coalesce(?, note) where id = ?")
                .param(bytesTotal)
                .param(note)
                .param(id)
                .update();
    }

    /**
     * Records a batch of items, in the transaction of the caller; does nothing if an earlier try was committed.
     *
     * @param items what the batch adds, and the position at its end
     * @param rejectedCount rejected rows of all batches
     * @return whether the batch goes beyond what is recorded
     */
    boolean recordItems(UUID id, ImportProgress.Items items, long rejectedCount, List<RejectedLine> rejected) {
        erasureLock.share();
        int recorded = jdbc.sql("""
                        update imports set items_written = items_written + ?, items_unchanged = items_unchanged + ?,
                            rows_rejected = ?, item_lines_done = ?
                        where id = ? and item_lines_done < ?""")
                .params(items.written(), items.unchanged(), rejectedCount, items.linesDone(), id, items.linesDone())
                .update();
        if (recorded > 0) {
            reject(jdbc, id, rejected);
        }
        return recorded > 0;
    }

    /**
     * Records a batch in the transaction that writes it.
     *
     * @param seconds the time that all attempts together have worked
     */
    void recordBatch(Connection connection, UUID id, Batch batch, double seconds) {
        advance(JdbcClient.create(new SingleConnectionDataSource(connection, true)), id, batch, seconds);
    }

    /**
     * Records a batch of users, in the transaction of the caller; does nothing if an earlier try was committed.
     *
     * @param seconds the time that all attempts together have worked
     * @return whether the batch goes beyond what is recorded
     */
    boolean recordUsers(UUID id, Batch batch, double seconds) {
        return advance(jdbc, id, batch, seconds);
    }

    private static boolean advance(JdbcClient client, UUID id, Batch batch, double seconds) {
        boolean empty = batch.accepted().isEmpty();
        int recorded = client.sql(ADVANCE)
                .params(Arrays.asList(
                        batch.rows().read(),
                        batch.rows().written(),
                        batch.rows().unchanged(),
                        batch.rows().rejected(),
                        batch.rows().ignored(),
                        batch.itemsCreated(),
                        empty ? null : batch.accepted().lowest(),
                        empty ? null : batch.accepted().highest(),
                        batch.end().linesDone(),
                        batch.end().bytesRead(),
                        seconds,
                        id,
                        batch.end().linesDone()))
                .update();
        if (recorded > 0) {
            reject(client, id, batch.rejected());
        }
        return recorded > 0;
    }

    private static void reject(JdbcClient client, UUID id, List<RejectedLine> lines) {
        lines.forEach(line -> client.sql(REJECT)
                .params(Arrays.asList(id, line.file(), line.line(), line.text(), line.reason(), line.userId(), id))
                .update());
        client.sql(DELETE_ERASED).param(id).update();
    }

    /** Completes the reason of a failure with what remains of the import. */
    String failure(UUID id, String reason) {
        return jdbc.sql("select ? || " + REMAINS + " from imports where id = ?")
                .params(reason.replace('\0', '\uFFFD'), id)
                .query(String.class)
                .single();
    }

    void noteCancellation(UUID id) {
        jdbc.sql("""
                        update imports set note = concat_ws(' ', note, case
                            when exists (select from job_attempts where job_id = imports.id) then 'Cancelled.' || %s
                            else 'Cancelled before it began.' end)
                        where id = ?""".formatted(REMAINS)).param(id).update();
    }

    /** The numbers of the other imports that wrote rows and ended, or are about to end, before the end of their file. */
    List<Integer> incompleteOthers(UUID id) {
        return jdbc.sql("""
                        select i.number from imports i join jobs j on j.id = i.id
                        where i.rows_written > 0 and i.id <> ?
                            and (j.state in ('FAILED', 'CANCELLED') or j.ended_at is null and j.cancel_requested)""").param(id).query(Integer.class).list();
    }

    /** The first rejected lines, at most {@link Rejections#KEPT}. */
    List<Rejection> rejections(UUID id) {
        return jdbc.sql("""
                        select file, line, content as text, reason from import_rejections
                        where import_id = ? order by position""").param(id).query(Rejection.class).list();
    }

    Page<Rejection> rejections(UUID id, PageParameters page) {
        List<Rejection> found = jdbc.sql("""
                        select file, line, content as text, reason from import_rejections
                        where import_id = ? order by position limit ? offset ?""")
                .params(id, page.size(), page.offset())
                .query(Rejection.class)
                .list();
        long total = jdbc.sql("select count(*) from import_rejections where import_id = ?")
                .param(id)
                .query(Long.class)
                .single();
        return Page.of(found, page, total);
    }
}
