package dev.palate.training;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Says how jobs stand, whichever process runs them. */
@Service
public class TrainingJobReader {

    private final TrainingJobs jobs;

    TrainingJobReader(TrainingJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * @throws UnknownTrainingJobException if there is no such job
     */
    public TrainingJob find(UUID id) {
        return jobs.find(id).orElseThrow(() -> new UnknownTrainingJobException(id.toString()));
    }

    /** Those of the given jobs that exist, in any order. */
    public List<TrainingJob> find(Collection<UUID> ids) {
        return jobs.find(ids);
    }

    /**
     * Newest first.
     *
     * @param state only jobs in that state; null for all
     */
    public Page<TrainingJob> list(@Nullable JobState state, PageParameters page) {
        return Page.of(jobs.list(state, page), page, jobs.count(state));
    }
}
