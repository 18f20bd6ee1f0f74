package dev.palate.training.policy;

import dev.palate.core.auto.AutoSelection;
import dev.palate.importing.Imports;
import dev.palate.training.TrainingJobs;
import dev.palate.training.policy.PolicyFacts.ImportedRows;
import dev.palate.training.policy.PolicyFacts.Queue;
import dev.palate.training.policy.PolicyFacts.Trained;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what the rules compare with {@link JdbcClient}, because these are counts over the tables of several features. It reads the
 * tables and follows no events, so that nothing is missed if the process that ran an import or a training dies after its commit. Each query
 * follows an index or reads at most {@code minimumInteractions} rows.
 */
@Component
class FactsReader {

    private static final String MINUTES = """
            case when t.reason is not null and t.algorithm = '%s' and j.state like 'SUCCEEDED%%'
                then (t.request -> 'budget' ->> 'minutes')::double precision end as minutes""".formatted(AutoSelection.NAME);
    private static final String ACTIVE = """
            select v.algorithm, v.version, coalesce(j.submitted_at, v.created_at) as at,
                coalesce(t.changes_before, 0) as changes, (v.provenance ->> 'ratingCount')::bigint as ratings, %s
            from models m
            join model_versions v on v.algorithm = m.algorithm and v.version = m.active_version
            left join jobs j on j.id = v.job_id
            left join training_jobs t on t.job_id = v.job_id
            order by at desc limit 1""".formatted(MINUTES);
    private static final String LAST_JOB = """
            select j.submitted_at as at, t.changes_before as changes, t.rating_count as ratings, %s
            from training_jobs t join jobs j on j.id = t.job_id where t.job_id = ?""".formatted(MINUTES);
    private static final String IMPORTS = """
            select count(*) as ended, coalesce(sum(i.rows_written), 0)::bigint as rows,
                exists (select from jobs where kind = ? and state in ('QUEUED', 'RUNNING')) as running
            from jobs j join imports i on i.id = j.id
            where j.kind = ? and j.ended_at > ? and i.rows_written > 0""";
    private static final String QUEUE = """
            select case
                when exists (select from jobs where kind = ? and state = 'RUNNING') then 'RUNNING'
                when exists (select from jobs where kind = ? and state = 'QUEUED') then 'WAITING'
                else 'EMPTY' end""";
    private static final String CHANGES =
            "select case when is_called then last_value else 0 end from preference_changes";
    private static final String INTERACTIONS = """
            select count(*) from (
                select from ratings union all select from interactions limit ?) stored""";

    private final JdbcClient jdbc;

    FactsReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PolicyFacts read(PolicyRow row) {
        Queue queue = queue();
        Trained trained = trained(row);
        long changes = number(CHANGES);
        long interactions = number(INTERACTIONS, row.policy().minimumInteractions());
        Instant since = trained == null || trained.at().isBefore(row.createdAt()) ? row.createdAt() : trained.at();
        return new PolicyFacts(queue, trained, changes, interactions, imports(since));
    }

    private Queue queue() {
        String training = TrainingJobs.KIND.name();
        return jdbc.sql(QUEUE).params(training, training).query(Queue.class).single();
    }

    /** The later one of the training of the newest active version and the last job of the policy. */
    private @Nullable Trained trained(PolicyRow row) {
        Trained active = jdbc.sql(ACTIVE).query(FactsReader::version).optional().orElse(null);
        Trained last = row.lastJob() == null
                ? null
                : jdbc.sql(LAST_JOB)
                        .param(row.lastJob())
                        .query(FactsReader::job)
                        .optional()
                        .orElse(null);
        if (active == null || last == null) {
            return active == null ? last : active;
        }
        if (!last.at().isAfter(active.at())) {
            return active;
        }
        return last.ratings() == null
                ? new Trained(last.name(), last.at(), last.changes(), active.ratings(), last.autoMinutes())
                : last;
    }

    private ImportedRows imports(Instant since) {
        String kind = Imports.KIND.name();
        return jdbc.sql(IMPORTS)
                .params(kind, kind, since.atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        new ImportedRows(row.getBoolean("running"), row.getLong("ended"), row.getLong("rows")))
                .single();
    }

    private long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    private static Trained version(ResultSet row, int n) throws SQLException {
        return trained("version %d of '%s'".formatted(row.getInt("version"), row.getString("algorithm")), row);
    }

    private static Trained job(ResultSet row, int n) throws SQLException {
        return trained("the last training", row);
    }

    private static Trained trained(String name, ResultSet row) throws SQLException {
        return new Trained(
                name,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("changes"),
                row.getObject("ratings", Long.class),
                row.getObject("minutes", Double.class));
    }
}
