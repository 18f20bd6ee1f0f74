package dev.palate.demo;

import dev.palate.core.Algorithms;
import dev.palate.core.training.Algorithm;
import dev.palate.job.JobState;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.serving.ServedModels;
import dev.palate.problem.PageParameters;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import dev.palate.training.TrainingSubmitter;
import dev.palate.training.order.OrderOptions;
import dev.palate.training.order.TrainingOrder;
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

/** Trains the notebook's two models as background jobs, unless they exist, and shows the progress of the jobs. */
@Component
@Profile("demo")
class DemoTraining {

    static final List<String> ALGORITHMS = List.of("autorec", "vae");

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int RECENT_JOBS = 100;

    private final Algorithms algorithms;
    private final ServedModels models;
    private final TrainingSubmitter submitter;
    private final TrainingJobs jobs;

    DemoTraining(Algorithms algorithms, ServedModels models, TrainingSubmitter submitter, TrainingJobs jobs) {
        this.algorithms = algorithms;
        this.models = models;
        this.submitter = submitter;
        this.jobs = jobs;
    }

    /** Returns when every algorithm has an active version or its job has failed. */
    void trainMissing(PrintStream out, ProgressConsole console) throws InterruptedException {
        List<UUID> followed = new ArrayList<>();
        for (String algorithm : ALGORITHMS) {
            Optional<TrainingJob> unfinished = unfinished(algorithm);
            if (unfinished.isPresent()) {
                out.printf("%s: waiting for the job of an earlier process%n", algorithm);
                followed.add(unfinished.get().id());
            } else if (models.active(algorithm).isEmpty()) {
                followed.add(submit(algorithm).id());
            } else {
                out.printf("%s has an active version already: it is not trained again%n", algorithm);
            }
        }
        follow(followed, console);
    }

    private TrainingJob submit(String algorithm) {
        Algorithm<?> found = algorithms.find(algorithm).orElseThrow();
        return submitter.submit(TrainingOrder.of(found).with(OrderOptions.STANDARD.with(Promotion.ALWAYS)), null);
    }

    private Optional<TrainingJob> unfinished(String algorithm) {
        return Stream.of(JobState.RUNNING, JobState.QUEUED)
                .flatMap(state -> jobs.list(state, PageParameters.first(RECENT_JOBS)).items().stream())
                .filter(job -> job.algorithm().equals(algorithm))
                .findFirst();
    }

    private void follow(List<UUID> ids, ProgressConsole console) throws InterruptedException {
        while (true) {
            List<TrainingJob> now = jobs.find(ids).stream()
                    .sorted(Comparator.comparing(job -> ids.indexOf(job.id())))
                    .toList();
            console.show(now);
            if (now.stream().allMatch(job -> job.state().isFinal() && isServed(job))) {
                return;
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** The service loads a version a moment after its job has ended. */
    private boolean isServed(TrainingJob job) {
        return job.state() != JobState.SUCCEEDED
                || models.active(job.algorithm()).isPresent();
    }
}
