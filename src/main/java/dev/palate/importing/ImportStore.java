package dev.palate.importing;

import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ValueRange;
import dev.palate.rating.UserErased;
import dev.palate.ratingfile.RejectedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the progress and the rejected lines of imports with {@link JdbcClient} and plain JDBC, because progress is committed in
 * the fenced transaction of the batch that it counts.
 */
@Component
class ImportStore {

    private static final String ADVANCE = """
            update imports set rows_read = rows_read + ?, rows_written = rows_written + ?,
                rows_unchanged = rows_unchanged + ?, rows_rejected = rows_rejected + ?, items_written = items_written + ?,
                lowest_rating = least(lowest_rating, ?), highest_rating = greatest(highest_rating, ?),
                lines_done = ?, bytes_read = ?
            where id = ?""";
    private static final String REJECT = """
            insert into import_rejections (import_id, position, file, line, content, reason, user_id)
            select ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?, ? from import_rejections where import_id = ?""";
    private static final String REMAINS = """
            case
                when rows_written > 0 then ' ' || rows_written || ' ratings were written before and remain.'
                when items_written > 0 then ' ' || items_written || ' items were written before and remain.'
                else ' Nothing was written.' end""";

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one batch adds to the progress, and the position at its end. */
    record Batch(
            ImportProgress.Rows rows,
            long itemsCreated,
            ImportProgress.Position end,
            ValueRange accepted,
            List<RejectedLine> rejected) {}

    /** Prepares an attempt; one that continues no earlier batch begins with empty counts. */
    void begin(UUID id, long bytesTotal, @Nullable String note) {
        jdbc.sql("""
                        delete from import_rejections
                        where import_id = (select id from imports where id = ? and lines_done = 0)""").param(id).update();
        jdbc.sql("""
                        update imports set bytes_total = ?, note = coalesce(?, note),
                            rows_rejected = case when lines_done = 0 then 0 else rows_rejected end,
                            items_written = case when lines_done = 0 then 0 else items_written end,
                            items_unchanged = case when lines_done = 0 then 0 else items_unchanged end
                        where id = ?""").param(bytesTotal).param(note).param(id).update();
    }

    /** Records the items of the file, in the transaction of the caller. */
    void recordItems(UUID id, ImportProgress.Items items, long rejectedCount, List<RejectedLine> rejected) {
        jdbc.sql("""
                        update imports set items_written = items_written + ?, items_unchanged = ?, rows_rejected = ?
                        where id = ?""")
                .params(items.written(), items.unchanged(), rejectedCount, id)
                .update();
        rejected.forEach(line -> jdbc.sql(REJECT)
                .param(id)
                .param(line.file())
                .param(line.line())
                .param(line.text())
                .param(line.reason())
                .param(line.userId())
                .param(id)
                .update());
    }

    /** Records a batch in the transaction that writes it. */
    void recordBatch(Connection connection, UUID id, Batch batch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, batch.rows().read());
            update.setLong(2, batch.rows().written());
            update.setLong(3, batch.rows().unchanged());
            update.setLong(4, batch.rows().rejected());
            update.setLong(5, batch.itemsCreated());
            boolean empty = batch.accepted().isEmpty();
            update.setObject(6, empty ? null : batch.accepted().lowest(), java.sql.Types.DOUBLE);
            update.setObject(7, empty ? null : batch.accepted().highest(), java.sql.Types.DOUBLE);
            update.setLong(8, batch.end().linesDone());
            update.setLong(9, batch.end().bytesRead());
            update.setObject(10, id);
            update.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
            for (RejectedLine line : batch.rejected()) {
                insert.setObject(1, id);
                insert.setString(2, line.file());
                insert.setLong(3, line.line());
                insert.setString(4, line.text());
                insert.setString(5, line.reason());
                insert.setString(6, line.userId());
                insert.setObject(7, id);
                insert.executeUpdate();
            }
        }
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

    /** The first rejected lines, at most {@link Rejections#KEPT}. */
    List<Rejection> rejections(UUID id) {
        return jdbc.sql("""
                        select file, line, content, reason from import_rejections
                        where import_id = ? order by position""")
                .param(id)
                .query((row, number) ->
                        new Rejection(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)))
                .list();
    }

    /**
     * Deletes the rejected lines of an erased user, and every line without a readable user that contains the user's id, in plain
     * form or escaped as in JSON or CSV. Erasing a line too many is better than keeping a trace of the user.
     */
    @EventListener
    void erase(UserErased erased) {
        String id = erased.userId();
        String[] forms = {id, id.replace("\"", "\"\""), id.replace("\"", "\\\""), escaped(id, false), escaped(id, true)
        };
        jdbc.sql("""
                        delete from import_rejections
                        where user_id = ?
                            or user_id is null and exists (select from unnest(?::text[]) form where strpos(content, form) > 0)""").params(id, forms).update();
    }

    /** The id with {@code \\uXXXX} for every character outside ASCII, as many programs write JSON. */
    private static String escaped(String id, boolean upperCase) {
        StringBuilder json = new StringBuilder();
        id.replace("\\", "\\\\").replace("\"", "\\\"").chars().forEach(c -> {
            String hex = String.format(Locale.ROOT, "%04x", c);
            json.append(c < 128 ? String.valueOf((char) c) : "\\u" + (upperCase ? hex.toUpperCase(Locale.ROOT) : hex));
        });
        return json.toString();
    }
}
