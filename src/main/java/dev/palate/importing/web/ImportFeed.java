package dev.palate.importing.web;

import dev.palate.importing.ImportStatus;
import dev.palate.importing.Imports;
import dev.palate.job.Job;
import dev.palate.job.JobKind;
import dev.palate.job.web.JobFeed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Imports in the stream of all jobs. */
@Component
class ImportFeed implements JobFeed {

    private final Imports imports;

    ImportFeed(Imports imports) {
        this.imports = imports;
    }

    @Override
    public JobKind kind() {
        return Imports.KIND;
    }

    @Override
    public Map<UUID, ImportStatus> entries(List<Job> jobs) {
        return imports.find(jobs.stream().map(Job::id).toList()).stream()
                .collect(Collectors.toMap(ImportStatus::id, Function.identity()));
    }
}
