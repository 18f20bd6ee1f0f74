package dev.palate.training.summary;

import dev.palate.job.Job;
import dev.palate.job.JobState;
import dev.palate.job.Jobs;
import dev.palate.model.version.EpochFigures;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.training.TrainingJobs;
import dev.palate.training.summary.TrainingJobSummary.Epochs;
import dev.palate.training.summary.TrainingJobSummary.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists training jobs; uses {@link JdbcClient} because a list needs a part of each row and at most {@value
 * LearningCurve#MOST_POINTS} epochs of a job, which are found by their keys however many epochs there are.
 */
@Service
public class TrainingSummaries {

    private static final String ROWS = """
            select t.job_id, t.kind, t.algorithm, c.contender ->> 'algorithm' as chosen, t.epoch,
                (coalesce(c.contender #>> '{hyperparameters,epochs}', t.tuning #>> '{hyperparameters,epochs}',
                    t.request #>> '{hyperparameters,epochs}'))::numeric::integer as planned_epochs,
                t.progress, t.seconds_left, t.train_seconds, t.request #>> '{evaluation,protocol}' as protocol,
                coalesce(jsonb_array_length(t.tuning -> 'trials'), 0) as trials, t.version, t.promotion, t.reason
            from training_jobs t
            left join lateral (
                select contender from jsonb_array_elements(t.selection -> 'contenders') as contender
                where contender -> 'chosen' = 'true' limit 1) c on true
            where t.job_id = any (?)""";

    /** Every n-th epoch, counted backwards from the newest. The last cut-off decides, as it does about early stopping. */
    private static final String EPOCHS = """
            select t.job_id, e.epoch, m.metric, (e.metrics ->> m.metric)::double precision as value, e.train_loss,
                e.train_seconds, e.examples_per_second, case when e.epoch = t.epoch then e.metrics end as metrics
            from training_jobs t
            cross join lateral (select case t.request #>> '{evaluation,protocol}' when 'rating-prediction' then 'rmse'
                else 'ndcg@' || (t.request #>> '{evaluation,k,-1}') end as metric) m
            cross join lateral (select t.epoch - n * ((t.epoch + :points - 1) / :points) as epoch
                from generate_series(0, :points - 1) as n) shown
            join training_epochs e on e.job_id = t.job_id and e.epoch = shown.epoch
            where t.job_id = any (:ids) and t.epoch > 0
            order by t.job_id, e.epoch""";

    /** Of all jobs of a list that is not very long. */
    private static final int MOST_EPOCHS = 6000;

    private static final TypeReference<TreeMap<String, Double>> METRICS = new TypeReference<>() {};

    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    TrainingSummaries(Jobs jobs, JdbcClient jdbc, JsonMapper json) {
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Newest first.
     *
     * @param state only jobs in that state; null for all
     */
    public Page<TrainingJobSummary> list(@Nullable JobState state, PageParameters parameters) {
        Page<Job> page = jobs.list(TrainingJobs.KIND, state, parameters);
        return Page.of(of(page.items()), parameters, page.total());
    }

    /** In the same order; a job that is deleted meanwhile is left out. */
    public List<TrainingJobSummary> of(List<Job> found) {
        UUID[] ids = found.stream().map(Job::id).toArray(UUID[]::new);
        Map<UUID, Row> rows = jdbc.sql(ROWS).param(ids).query((row, n) -> row(row)).list().stream()
                .collect(Collectors.toMap(Row::job, Function.identity()));
        Map<UUID, Epochs> epochs = epochs(ids);
        return found.stream()
                .flatMap(job -> Stream.ofNullable(rows.get(job.id()))
                        .map(row -> TrainingJobSummary.of(job, row, epochs.get(job.id()))))
                .toList();
    }

    private Map<UUID, Epochs> epochs(UUID[] ids) {
        Map<UUID, List<Point>> points = new HashMap<>();
        jdbc.sql(EPOCHS)
                .param("points", pointsOfACurve(ids.length))
                .param("ids", ids)
                .query(row -> {
                    points.computeIfAbsent(row.getObject("job_id", UUID.class), id -> new ArrayList<>())
                            .add(point(row));
                });
        Map<UUID, Epochs> epochs = new HashMap<>();
        points.forEach((id, ofJob) -> epochs.put(id, epochs(ofJob)));
        return epochs;
    }

    private static int pointsOfACurve(int jobs) {
        return Math.max(
                LearningCurve.FEWEST_POINTS, Math.min(LearningCurve.MOST_POINTS, MOST_EPOCHS / Math.max(jobs, 1)));
    }

    /** @param figures the metrics of the newest epoch only */
    private record Point(String metric, @Nullable Double value, EpochFigures figures) {}

    private static Epochs epochs(List<Point> points) {
        boolean measured = points.stream().allMatch(point -> point.value() != null);
        List<Integer> epochs =
                points.stream().map(point -> point.figures().epoch()).toList();
        List<Double> values = points.stream()
                .map(point -> measured && point.value() != null
                        ? point.value()
                        : Double.valueOf(point.figures().trainLoss()))
                .toList();
        Point newest = points.get(points.size() - 1);
        return new Epochs(
                newest.figures(), new LearningCurve(measured ? newest.metric() : "trainLoss", epochs, values));
    }

    private Point point(ResultSet row) throws SQLException {
        String metrics = row.getString("metrics");
        return new Point(
                row.getString("metric"),
                row.getObject("value", Double.class),
                new EpochFigures(
                        row.getInt("epoch"),
                        row.getDouble("train_loss"),
                        row.getDouble("train_seconds"),
                        row.getDouble("examples_per_second"),
                        metrics == null ? Map.of() : json.readValue(metrics, METRICS)));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("job_id", UUID.class),
                row.getString("kind"),
                row.getString("algorithm"),
                row.getString("chosen"),
                row.getInt("epoch"),
                row.getObject("planned_epochs", Integer.class),
                row.getDouble("progress"),
                row.getObject("seconds_left", Double.class),
                row.getDouble("train_seconds"),
                row.getString("protocol"),
                row.getInt("trials"),
                row.getObject("version", Integer.class),
                row.getString("promotion"),
                row.getString("reason"));
    }
}
