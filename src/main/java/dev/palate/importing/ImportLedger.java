package dev.palate.importing;

import dev.palate.rating.UserErased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps an import's row in step with what it has done. */
@Component
class ImportLedger {

    private static final String SETTLE = """
            update imports set rows_read = ?, rows_written = rows_written + ?,
                rows_unchanged = rows_unchanged + ?, items_written = items_written + ?,
                rows_rejected = ?, lines_done = ?, bytes_read = ?
            where id = ? and starts = ? and state = 'RUNNING'""";
    private static final String REJECT = """
            insert into import_rejections (import_id, position, file, line, content, reason, user_id)
            select ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?, ? from import_rejections where import_id = ?""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ImportMetrics metrics;

    ImportLedger(JdbcClient jdbc, Clock clock, ImportMetrics metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.metrics = metrics;
    }

    private static final String STAYS = """
            case
                when rows_written > 0 then ' ' || rows_written || ' ratings had been written before and stay.'
                when items_written > 0 then ' ' || items_written || ' items had been written before and stay.'
                else ' Nothing was written.' end""";

    /** One start of one import; only the latest one may write. */
    record Run(UUID id, int start) {}

    /** What one batch has added, and where it ended. */
    record Settled(
            long rowsRead,
            long written,
            long unchanged,
            long itemsWritten,
            long rejected,
            long linesDone,
            long bytesRead) {}

    /**
     * Begins a run; one that an earlier run has not got into the ratings begins anew.
     *
     * @return false if the import has ended already
     */
    boolean start(Run run, long bytesTotal, String note) {
        jdbc.sql(
                        "delete from import_rejections where import_id = (select id from imports where id = ? and lines_done = 0)")
                .param(run.id())
                .update();
        return jdbc.sql("""
                        update imports set state = 'RUNNING', starts = ?, started_at = ?::timestamptz, bytes_total = ?,
                            rows_rejected = case when lines_done = 0 then 0 else rows_rejected end,
                            note = coalesce(nullif(?, ''), note)
                        where id = ? and state in ('QUEUED', 'RUNNING') and starts = ? - 1""")
                        .params(run.start(), clock.instant().toString(), bytesTotal, note, run.id(), run.start())
                        .update()
                > 0;
    }

    /** Records a batch in the transaction that wrote it. */
    void settle(Connection connection, Run run, Settled settled, List<Rejection> rejections) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
            update.setLong(1, settled.rowsRead());
            update.setLong(2, settled.written());
            update.setLong(3, settled.unchanged());
            update.setLong(4, settled.itemsWritten());
            update.setLong(5, settled.rejected());
            update.setLong(6, settled.linesDone());
            update.setLong(7, settled.bytesRead());
            update.setObject(8, run.id());
            update.setInt(9, run.start());
            if (update.executeUpdate() == 0) {
                throw new SupersededRunException(run.id());
            }
        }
        reject(connection, run, rejections);
        metrics.settled(run, settled);
    }

    void succeed(Run run) {
        jdbc.sql("update imports set state = 'SUCCEEDED', ended_at = ?::timestamptz where id = ? and starts = ?")
                .params(clock.instant().toString(), run.id(), run.start())
                .update();
        metrics.ended(run, "succeeded");
    }

    /** Ends the import and says what of it stays. */
    void fail(Run run, String reason) {
        jdbc.sql("update imports set state = 'FAILED', ended_at = ?::timestamptz, failure = ? || " + STAYS
                        + " where id = ? and state in ('QUEUED', 'RUNNING')")
                .params(clock.instant().toString(), storable(reason), run.id())
                .update();
        metrics.ended(run, "failed");
    }

    /** Ends a waiting import, and tells the process of a running one to stop. False if it has ended. */
    boolean requestCancellation(UUID id) {
        return jdbc.sql("""
                        update imports set cancel_requested = true,
                            note = case state when 'QUEUED' then 'Cancelled while it waited.' else note end,
                            ended_at = case state when 'QUEUED' then ?::timestamptz end,
                            state = case state when 'QUEUED' then 'CANCELLED' else state end
                        where id = ? and state in ('QUEUED', 'RUNNING')""").params(clock.instant().toString(), id).update() > 0;
    }

    boolean isCancellationRequested(UUID id) {
        return jdbc.sql("select cancel_requested from imports where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Ends the run if it is to be cancelled, and says what of it stays. */
    boolean cancel(Run run) {
        boolean cancelled = jdbc.sql("""
                        update imports set state = 'CANCELLED', ended_at = ?::timestamptz,
                            note = concat_ws(' ', note, 'Cancelled.' || %s)
                        where id = ? and state in ('QUEUED', 'RUNNING') and cancel_requested""".formatted(STAYS))
                        .params(clock.instant().toString(), run.id())
                        .update()
                > 0;
        if (cancelled) {
            metrics.ended(run, "cancelled");
        }
        return cancelled;
    }

    List<Rejection> rejections(UUID id) {
        return jdbc.sql("""
                        select file, line, content, reason, user_id from import_rejections
                        where import_id = ? order by position""")
                .param(id)
                .query((row, number) -> new Rejection(
                        row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)))
                .list();
    }

    /**
     * A rejected line names its user and shows the rating: it goes with the user. So does a line whose user could not be
     * read, if the id stands anywhere in it: better a diagnosis too few than a trace too many.
     */
    @EventListener
    void erase(UserErased erased) {
        jdbc.sql("delete from import_rejections where user_id = ? or (user_id is null and strpos(content, ?) > 0)")
                .params(erased.userId(), erased.userId())
                .update();
    }

    /** PostgreSQL refuses text that contains NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static void reject(Connection connection, Run run, List<Rejection> rejections) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
            for (Rejection rejection : rejections) {
                insert.setObject(1, run.id());
                insert.setString(2, storable(rejection.file()));
                insert.setLong(3, rejection.line());
                insert.setString(4, storable(rejection.text()));
                insert.setString(5, storable(rejection.reason()));
                insert.setString(6, rejection.userId());
                insert.setObject(7, run.id());
                insert.executeUpdate();
            }
        }
    }
}
