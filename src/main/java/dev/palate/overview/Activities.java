package dev.palate.overview;

import dev.palate.overview.Activity.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Reads the latest events of all features; uses {@link JdbcClient} because they are in several tables, each of which contributes at
 * most one page.
 */
@Service
public class Activities {

    private static final String SENTENCE = """
            case state when 'SUCCEEDED' then 'succeeded' when 'SUCCEEDED_WITH_WARNINGS' then 'succeeded with warnings'
                when 'FAILED' then 'failed' else 'was cancelled' end""";

    private static final String ENTRIES = """
            select * from (
                (select j.ended_at as at, 'TRAINING_ENDED' as type, j.state,
                    concat('Training of ', t.algorithm, ' ', %1$s, case
                        when j.failure is not null then ': ' || j.failure
                        when t.version is not null then concat(': version ', t.version,
                            case when v.algorithm <> t.algorithm then ' of ' || v.algorithm end) end) as text,
                    j.id as job_id, t.algorithm, t.version, null as key_id
                from jobs j join training_jobs t on t.job_id = j.id left join model_versions v on v.job_id = j.id
                where j.ended_at < :before order by j.ended_at desc limit :most)
                union all
                (select j.submitted_at, 'TRAINING_STARTED', null,
                    concat('The training policy started a training of ', t.algorithm, ': ', t.reason),
                    j.id, t.algorithm, null, null
                from jobs j join training_jobs t on t.job_id = j.id and t.reason is not null
                where j.kind = 'training' and j.submitted_at < :before order by j.submitted_at desc limit :most)
                union all
                (select j.ended_at, 'IMPORT_ENDED', j.state,
                    concat('Import of ', i.name, ' ', %1$s, case when j.failure is not null then ': ' || j.failure
                        else concat(': ', case when i.items_written > 0 then i.items_written || ' items written, ' end,
                            case when i.rows_written > 0 or i.items_written = 0 then i.rows_written || ' rows written, ' end,
                            i.rows_rejected, ' rejected') end),
                    j.id, null, null, null
                from jobs j join imports i on i.id = j.id
                where j.ended_at < :before order by j.ended_at desc limit :most)
                union all
                (select activated_at, 'ACTIVATION', null,
                    concat('Version ', version, ' of ', algorithm, ' was activated: ', regexp_replace(reason, '^Activated: ', '')),
                    null, algorithm, version, null
                from model_activations where activated_at < :before order by activated_at desc limit :most)
                union all
                (select created_at, 'KEY_CREATED', null, concat('The key ''', name, ''' (', lower(role), ') was created'),
                    null, null, null, id
                from api_keys where :keys and created_at < :before order by created_at desc limit :most)
                union all
                (select revoked_at, 'KEY_REVOKED', null, concat('The key ''', name, ''' (', lower(role), ') was revoked'),
                    null, null, null, id
                from api_keys where :keys and revoked_at < :before order by revoked_at desc limit :most)
            ) events
            order by at desc limit :most""".formatted(SENTENCE);

    /** Earlier and later than any event, and times that PostgreSQL has. */
    private static final Instant START = Instant.EPOCH;

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    Activities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param before only events before that time; null for the newest
     * @param withKeys whether events of API keys are included
     */
    public Activity latest(@Nullable Instant before, int size, boolean withKeys) {
        List<Entry> found = jdbc.sql(ENTRIES)
                .param("before", within(before).atOffset(ZoneOffset.UTC))
                .param("keys", withKeys)
                .param("most", size + 1)
                .query((row, n) -> entry(row))
                .list();
        boolean complete = found.size() <= size;
        List<Entry> items = complete ? found : found.subList(0, size);
        return new Activity(items, complete ? null : items.get(size - 1).time());
    }

    private static Instant within(@Nullable Instant before) {
        if (before == null || before.isAfter(END)) {
            return END;
        }
        return before.isBefore(START) ? START : before;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Activity.Type.valueOf(row.getString("type")),
                row.getString("state"),
                row.getString("text"),
                row.getObject("job_id", UUID.class),
                row.getString("algorithm"),
                row.getObject("version", Integer.class),
                row.getString("key_id"));
    }
}
