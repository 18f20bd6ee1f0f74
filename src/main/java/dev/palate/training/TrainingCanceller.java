package dev.palate.training;

import dev.palate.training.JobRecorder.Ending;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Stops jobs. */
@Service
public class TrainingCanceller {

    private final TrainingJobs jobs;
    private final LocalJobs local;
    private final TransactionTemplate transaction;

    TrainingCanceller(TrainingJobs jobs, LocalJobs local, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.local = local;
        this.transaction = transaction;
    }

    /**
     * Ends a waiting job; tells the process that runs a running one to stop it within one batch.
     *
     * @throws UnknownTrainingJobException if there is no such job
     * @throws TrainingJobEndedException if it has ended already
     */
    public TrainingJob cancel(UUID id) {
        boolean found = Boolean.TRUE.equals(
                transaction.execute(status -> jobs.cancelQueued(id) || jobs.requestCancellation(id)));
        if (found) {
            local.find(id).ifPresent(recorder -> recorder.end(Ending.CANCELLED));
        }
        TrainingJob job = jobs.find(id).orElseThrow(() -> new UnknownTrainingJobException(id.toString()));
        if (!found) {
            throw new TrainingJobEndedException(id, job.state());
        }
        return job;
    }
}
