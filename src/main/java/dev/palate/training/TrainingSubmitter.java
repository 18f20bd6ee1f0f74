package dev.palate.training;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.training.Algorithm;
import dev.palate.job.JobException;
import dev.palate.job.JobRequest;
import dev.palate.job.Jobs;
import dev.palate.model.ModelReader;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.training.order.AutoOrderReader;
import dev.palate.training.order.Engine;
import dev.palate.training.order.JobOrder;
import dev.palate.training.order.OrderReader;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.StoredOrders;
import dev.palate.training.order.TrainingException;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingOrder;
import dev.palate.training.order.TrainingRequest;
import dev.palate.training.spark.SubmitCommand;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Queues training jobs. */
@Service
public class TrainingSubmitter {

    private final Algorithms algorithms;
    private final Jobs jobs;
    private final TrainingJobs trainings;
    private final TrainingRows rows;
    private final ModelReader models;
    private final Checkpoints checkpoints;
    private final SubmitCommand spark;

    TrainingSubmitter(
            Algorithms algorithms,
            Jobs jobs,
            TrainingJobs trainings,
            TrainingRows rows,
            ModelReader models,
            Checkpoints checkpoints,
            SubmitCommand spark) {
        this.algorithms = algorithms;
        this.jobs = jobs;
        this.trainings = trainings;
        this.rows = rows;
        this.models = models;
        this.checkpoints = checkpoints;
        this.spark = spark;
    }

    /**
     * Queues a training or, for {@link TrainingKind#TUNE}, a search for good hyper-parameters that ends with a version trained
     * with the best.
     *
     * @param algorithm to train, or {@link AutoSelection#NAME}: then the job chooses among the algorithms itself
     * @param idempotencyKey a second request with the same key gets the job of the first one; null for none
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws TrainingException if a field is unknown, of a wrong type or out of its range, or there are no ratings
     * @throws JobException if the key was used for another request, or the queue is full
     */
    @Transactional
    public TrainingJob submit(
            TrainingKind kind, String algorithm, TrainingRequest request, @Nullable String idempotencyKey) {
        return submit(order(kind, algorithm, request), idempotencyKey);
    }

    /**
     * The same for the training policy.
     *
     * @param reason why the policy starts the job, as clients read it
     */
    @Transactional
    public TrainingJob submitForPolicy(TrainingKind kind, String algorithm, TrainingRequest request, String reason) {
        return submit(order(kind, algorithm, request), null, reason);
    }

    /** Fails as {@link #submit(TrainingKind, String, TrainingRequest, String)} does because of the request alone. */
    public void check(TrainingKind kind, String algorithm, TrainingRequest request) {
        order(kind, algorithm, request);
    }

    /** Queues an order; fails as {@link #submit(TrainingKind, String, TrainingRequest, String)} does. */
    @Transactional
    public TrainingJob submit(JobOrder order, @Nullable String idempotencyKey) {
        return submit(order, idempotencyKey, null);
    }

    /**
     * Queues the publication of a model file.
     *
     * @param request whose digest contains the bytes of the file
     * @param file is read only for a new job
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws JobException if the key was used for another request, or the queue is full
     */
    @Transactional
    public TrainingJob submit(PublicationOrder order, JobRequest request, InputStream file) {
        return trainings.find(jobs.submit(request, id -> {
                    rows.insert(id, order, StoredOrders.write(order), null);
                    rows.insertUpload(id, checkpoints.copy(file).id());
                })
                .id());
    }

    /**
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public void requireAlgorithm(String algorithm) {
        known(algorithm);
    }

    private TrainingJob submit(JobOrder order, @Nullable String idempotencyKey, @Nullable String reason) {
        ObjectNode stored = StoredOrders.write(order);
        JobRequest request = JobRequest.of(TrainingJobs.KIND, idempotencyKey, stored.toString());
        return trainings.find(jobs.submit(request, id -> {
                    if (order instanceof TrainingOrder<?> training) {
                        requireVersion(training);
                    }
                    if (!rows.preferencesExist()) {
                        throw TrainingException.noRatings();
                    }
                    rows.insert(id, order, stored, reason);
                })
                .id());
    }

    private JobOrder order(TrainingKind kind, String algorithm, TrainingRequest request) {
        if (algorithm.equals(AutoSelection.NAME)) {
            return AutoOrderReader.read(kind, request);
        }
        TrainingOrder<?> order = OrderReader.read(kind, known(algorithm), request);
        if (order.options().engine() == Engine.SPARK && !spark.isConfigured()) {
            throw TrainingException.sparkNotConfigured();
        }
        return order;
    }

    private Algorithm<?> known(String algorithm) {
        return algorithms.find(algorithm).orElseThrow(() -> new UnknownAlgorithmException(algorithm, algorithms));
    }

    private void requireVersion(TrainingOrder<?> order) {
        Integer warmStart = order.options().warmStart();
        if (warmStart == null) {
            return;
        }
        String algorithm = order.algorithm().name();
        try {
            models.version(algorithm, warmStart).requireCheckpoint();
        } catch (UnknownModelVersionException e) {
            throw TrainingException.invalidRequest(List.of(new FieldProblem(
                    "warmStart",
                    "must be a version of '%s', but there is no version %d".formatted(algorithm, warmStart))));
        }
    }
}
