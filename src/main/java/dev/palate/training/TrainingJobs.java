package dev.palate.training;

import dev.palate.job.Job;
import dev.palate.job.JobException;
import dev.palate.job.JobKind;
import dev.palate.job.JobState;
import dev.palate.job.Jobs;
import dev.palate.model.version.EpochFigures;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.training.progress.TrainingEpochs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds, lists and cancels training jobs, whichever process executes them. */
@Service
public class TrainingJobs {

    /** Both trainings and searches: they share the queue. */
    public static final JobKind KIND = new JobKind("training", "training job", "scheduled_tasks");

    private final Jobs jobs;
    private final TrainingRows rows;
    private final TrainingEpochs epochs;

    TrainingJobs(Jobs jobs, TrainingRows rows, TrainingEpochs epochs) {
        this.jobs = jobs;
        this.rows = rows;
        this.epochs = epochs;
    }

    /**
     * @throws JobException if there is no such job
     */
    public TrainingJob find(UUID id) {
        return one(jobs.get(KIND, id));
    }

    /** Those of the given jobs that exist, in any order. */
    public List<TrainingJob> find(Collection<UUID> ids) {
        return withTraining(jobs.find(KIND, ids));
    }

    /**
     * Newest first.
     *
     * @param state only jobs in that state; null for all
     */
    public Page<TrainingJob> list(@Nullable JobState state, PageParameters parameters) {
        Page<Job> page = jobs.list(KIND, state, parameters);
        return Page.of(withTraining(page.items()), parameters, page.total());
    }

    /**
     * Ends a waiting job; tells the process that executes a running one to stop within one batch.
     *
     * @throws JobException if there is no such job, or it has ended already
     */
    public TrainingJob cancel(UUID id) {
        return one(jobs.cancel(KIND, id));
    }

    private TrainingJob one(Job job) {
        return withTraining(List.of(job)).stream()
                .findFirst()
                .orElseThrow(() -> JobException.unknown(KIND, job.id().toString()));
    }

    /** In the same order; a job that is deleted meanwhile is left out. */
    private List<TrainingJob> withTraining(List<Job> found) {
        List<UUID> ids = found.stream().map(Job::id).toList();
        Map<UUID, TrainingRow> rowOf =
                rows.find(ids).stream().collect(Collectors.toMap(TrainingRow::job, Function.identity()));
        Map<UUID, List<EpochFigures>> epochsOf = epochs.find(ids);
        return found.stream()
                .flatMap(job -> Stream.ofNullable(rowOf.get(job.id()))
                        .map(row -> TrainingJob.of(job, row, epochsOf.getOrDefault(job.id(), List.of()))))
                .toList();
    }
}
