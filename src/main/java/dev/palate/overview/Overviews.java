package dev.palate.overview;

import dev.palate.importing.Imports;
import dev.palate.job.JobKind;
import dev.palate.job.JobState;
import dev.palate.job.Jobs;
import dev.palate.model.version.Activations;
import dev.palate.model.version.Activations.Active;
import dev.palate.model.version.VersionId;
import dev.palate.overview.Overview.ActiveModel;
import dev.palate.rating.RatingScale;
import dev.palate.training.TrainingJobs;
import dev.palate.training.policy.PolicyStatus;
import dev.palate.training.policy.TrainingPolicies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Collects the state of the service from all features. */
@Service
public class Overviews {

    private static final int DAYS = 30;

    private final DailyTotals totals;
    private final Activations activations;
    private final Jobs jobs;
    private final TrainingPolicies policies;
    private final RatingScale scale;
    private final JdbcClient jdbc;

    Overviews(
            DailyTotals totals,
            Activations activations,
            Jobs jobs,
            TrainingPolicies policies,
            RatingScale scale,
            JdbcClient jdbc) {
        this.totals = totals;
        this.activations = activations;
        this.jobs = jobs;
        this.policies = policies;
        this.scale = scale;
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Overview current() {
        Totals counts = totals.current();
        PolicyStatus policy = policies.status();
        return new Overview(
                counts,
                totals.lastDays(DAYS, counts),
                new Overview.Scale(scale.minimum(), scale.maximum()),
                models(),
                queue(TrainingJobs.KIND),
                queue(Imports.KIND),
                new Overview.Policy(
                        policy.policy().enabled(), policy.policy().algorithm(), policy.state(), policy.nextDue()));
    }

    private Overview.Queue queue(JobKind kind) {
        return new Overview.Queue(jobs.count(kind, JobState.RUNNING), jobs.count(kind, JobState.QUEUED));
    }

    /** When an active version was trained and activated. */
    private record Times(Instant trained, @Nullable Instant activated) {}

    private List<ActiveModel> models() {
        Map<VersionId, Times> times = times();
        List<ActiveModel> models = new ArrayList<>();
        for (Active active : activations.active()) {
            Times ofVersion = times.get(active.id());
            if (ofVersion != null) {
                models.add(new ActiveModel(
                        active.id().algorithm(),
                        active.id().version(),
                        models.isEmpty(),
                        active.pinned(),
                        ofVersion.trained(),
                        ofVersion.activated(),
                        active.quality().score(),
                        active.quality().distinctLists()));
            }
        }
        return models;
    }

    private Map<VersionId, Times> times() {
        Map<VersionId, Times> times = new HashMap<>();
        jdbc.sql("""
                        select v.algorithm, v.version, v.created_at, (
                            select a.activated_at from model_activations a
                            where a.algorithm = v.algorithm and a.version = v.version order by a.id desc limit 1)
                        from models m join model_versions v on v.algorithm = m.algorithm and v.version = m.active_version""").query(row -> {
            OffsetDateTime activated = row.getObject(4, OffsetDateTime.class);
            times.put(
                    new VersionId(row.getString(1), row.getInt(2)),
                    new Times(
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            activated == null ? null : activated.toInstant()));
        });
        return times;
    }
}
