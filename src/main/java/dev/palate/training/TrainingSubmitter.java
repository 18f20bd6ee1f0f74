package dev.palate.training;

import dev.palate.core.Algorithms;
import dev.palate.core.training.Algorithm;
import dev.palate.model.ModelReader;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Queues jobs. */
@Service
public class TrainingSubmitter {

    private final Algorithms algorithms;
    private final TrainingJobs jobs;
    private final TrainingQueue queue;
    private final ModelReader models;
    private final TrainingSettings settings;

    TrainingSubmitter(
            Algorithms algorithms,
            TrainingJobs jobs,
            TrainingQueue queue,
            ModelReader models,
            TrainingSettings settings) {
        this.algorithms = algorithms;
        this.jobs = jobs;
        this.queue = queue;
        this.models = models;
        this.settings = settings;
    }

    /**
     * Queues a training.
     *
     * @param idempotencyKey a second request with the same key gets the first one's job; null for none
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws InvalidTrainingRequestException if a field is unknown, of a wrong type or out of its range
     * @throws NoRatingsException if there is nothing to train on
     * @throws IdempotencyKeyReusedException if the key came with another request before
     * @throws QueueFullException if as many jobs wait as may
     */
    @Transactional
    public TrainingJob submit(TrainingRequest request, @Nullable String idempotencyKey) {
        return submit(OrderReader.read(algorithm(request), request), idempotencyKey);
    }

    /**
     * Queues a search for good hyper-parameters, which ends with a version trained with the best; fails as
     * {@link #submit(TrainingRequest, String)} does.
     *
     * @param budget settings of {@link dev.palate.core.tuning.TuningBudget}
     */
    @Transactional
    public TrainingJob tune(TrainingRequest request, Map<String, Object> budget, @Nullable String idempotencyKey) {
        return submit(OrderReader.read(algorithm(request), request, budget), idempotencyKey);
    }

    private Algorithm<?> algorithm(TrainingRequest request) {
        return algorithms
                .find(request.algorithm())
                .orElseThrow(() -> new UnknownAlgorithmException(request.algorithm(), algorithms));
    }

    private TrainingJob submit(TrainingOrder order, @Nullable String idempotencyKey) {
        Optional<TrainingJob> first = first(order, idempotencyKey);
        return first.isPresent() ? first.get() : queue(order, idempotencyKey);
    }

    private TrainingJob queue(TrainingOrder order, @Nullable String idempotencyKey) {
        requireVersion(order);
        if (!jobs.ratingsExist()) {
            throw new NoRatingsException();
        }
        if (jobs.count(JobState.QUEUED) >= settings.queueLimit()) {
            throw new QueueFullException(settings.queueLimit());
        }
        UUID id = UUID.randomUUID();
        if (!jobs.insert(id, order, idempotencyKey)) {
            return first(order, idempotencyKey).orElseThrow();
        }
        queue.add(id);
        return jobs.find(id).orElseThrow();
    }

    private Optional<TrainingJob> first(TrainingOrder order, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        Optional<UUID> found = jobs.findByKey(idempotencyKey);
        found.filter(id -> !jobs.hasOrder(id, order)).ifPresent(id -> {
            throw new IdempotencyKeyReusedException(idempotencyKey, id);
        });
        return found.flatMap(jobs::find);
    }

    private void requireVersion(TrainingOrder order) {
        if (order.warmStart() == null) {
            return;
        }
        try {
            models.version(order.algorithm(), order.warmStart());
        } catch (UnknownModelVersionException e) {
            throw new InvalidTrainingRequestException(List.of(new FieldProblem(
                    "warmStart",
                    "must be a version of '%s', but there is no version %d"
                            .formatted(order.algorithm(), order.warmStart()))));
        }
    }
}
