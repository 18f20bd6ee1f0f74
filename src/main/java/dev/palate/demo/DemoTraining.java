package dev.palate.demo;

import dev.palate.job.JobState;
import dev.palate.model.ModelReader;
import dev.palate.problem.PageParameters;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import dev.palate.training.TrainingSubmitter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Trains models as background jobs, unless they exist, and shows the progress of the jobs. */
@Component
@Profile("demo")
class DemoTraining {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int RECENT_JOBS = 100;

    private final ModelReader models;
    private final TrainingSubmitter submitter;
    private final TrainingJobs jobs;

    DemoTraining(ModelReader models, TrainingSubmitter submitter, TrainingJobs jobs) {
        this.models = models;
        this.submitter = submitter;
        this.jobs = jobs;
    }

    /** Returns when every model has a version or its job has failed. */
    void trainMissing(List<DemoModel<?>> wanted, PrintStream out, ProgressConsole console) throws InterruptedException {
        List<UUID> followed = new ArrayList<>();
        for (DemoModel<?> model : wanted) {
            Optional<TrainingJob> unfinished = unfinished(model);
            if (unfinished.isPresent()) {
                out.printf("%s: waiting for the job of an earlier process%n", model.name());
                followed.add(unfinished.get().id());
            } else if (model.version(models).isEmpty()) {
                followed.add(submitter.submit(model.order(), null).id());
            } else {
                out.printf(
                        "%s has a version with the preset %s already: it is not trained again%n",
                        model.name(), model.preset());
            }
        }
        follow(followed, console);
    }

    private Optional<TrainingJob> unfinished(DemoModel<?> model) {
        return Stream.of(JobState.RUNNING, JobState.QUEUED)
                .flatMap(state -> jobs.list(state, PageParameters.first(RECENT_JOBS)).items().stream())
                .filter(model::isTrainedBy)
                .findFirst();
    }

    private void follow(List<UUID> ids, ProgressConsole console) throws InterruptedException {
        while (true) {
            List<TrainingJob> now = jobs.find(ids).stream()
                    .sorted(Comparator.comparing(job -> ids.indexOf(job.id())))
                    .toList();
            console.show(now);
            if (now.stream().allMatch(job -> job.state().isFinal())) {
                return;
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
