package dev.palate.training.web;

import dev.palate.job.Job;
import dev.palate.job.JobKind;
import dev.palate.job.web.JobFeed;
import dev.palate.training.TrainingJobs;
import dev.palate.training.summary.TrainingJobSummary;
import dev.palate.training.summary.TrainingSummaries;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Training jobs in the stream of all jobs. */
@Component
class TrainingJobFeed implements JobFeed {

    private final TrainingSummaries summaries;

    TrainingJobFeed(TrainingSummaries summaries) {
        this.summaries = summaries;
    }

    @Override
    public JobKind kind() {
        return TrainingJobs.KIND;
    }

    @Override
    public Map<UUID, TrainingJobSummary> entries(List<Job> jobs) {
        return summaries.of(jobs).stream().collect(Collectors.toMap(TrainingJobSummary::id, Function.identity()));
    }
}
