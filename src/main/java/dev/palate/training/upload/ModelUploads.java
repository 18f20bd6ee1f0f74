package dev.palate.training.upload;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.importing.ImportSettings;
import dev.palate.job.JobException;
import dev.palate.job.JobRequest;
import dev.palate.model.file.ModelFileException;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import dev.palate.training.TrainingSubmitter;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.StoredOrders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Queues the publication of uploaded model files. A file is on disk until it has arrived, so that no transaction waits for a client. */
@Service
public class ModelUploads {

    private final TrainingSubmitter submitter;
    private final Path folder;

    ModelUploads(TrainingSubmitter submitter, ImportSettings settings) {
        this.submitter = submitter;
        this.folder = settings.spool().toAbsolutePath();
    }

    /**
     * Stores a file as the saved state of a new job, which publishes it.
     *
     * @param idempotencyKey a second request with the same key gets the job of the first one; null for none
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws ModelFileException if the body is no checkpoint, or the disk cannot hold it
     * @throws JobException if the key was used for another request, or the queue is full
     * @throws IOException if the body ends early
     */
    public TrainingJob submit(PublicationOrder order, InputStream body, @Nullable String idempotencyKey)
            throws IOException {
        submitter.requireAlgorithm(order.name());
        try (SpooledFile file = SpooledFile.in(folder)) {
            String sha256 = file.store(body, StoredOrders.write(order).toString());
            if (!CheckpointReader.isCheckpoint(file.open())) {
                throw ModelFileException.damaged("it is not a checkpoint of Palate");
            }
            return submitter.submit(order, new JobRequest(TrainingJobs.KIND, idempotencyKey, sha256), file.open());
        }
    }
}
