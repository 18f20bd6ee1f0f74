package dev.palate.job.web;

import dev.palate.job.Job;
import dev.palate.job.JobKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the stream of all jobs shows of the jobs of one kind. */
public interface JobFeed {

    JobKind kind();

    /** The entries of lists for these jobs, which compare by their content; jobs that are deleted meanwhile are left out. */
    Map<UUID, ?> entries(List<Job> jobs);
}
