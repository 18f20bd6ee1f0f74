package dev.palate.batch;

import dev.palate.job.Job;
import dev.palate.job.JobException;
import dev.palate.job.JobKind;
import dev.palate.job.JobRequest;
import dev.palate.job.JobState;
import dev.palate.job.Jobs;
import dev.palate.model.version.VersionId;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.recommendation.BulkRecommender;
import dev.palate.recommendation.query.RecommendationQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Submits batches of recommendations, which background jobs compute, and finds them. */
@Service
public class Batches {

    /** Batches have their own queue and threads, so they never wait for training jobs and imports. */
    public static final JobKind KIND = new JobKind("recommendation-batch", "recommendation batch", "scheduled_batches");

    private final Jobs jobs;
    private final BatchStore store;
    private final BatchQueries queries;
    private final BulkRecommender recommender;
    private final BatchResults results;
    private final BatchSettings settings;

    Batches(
            Jobs jobs,
            BatchStore store,
            BatchQueries queries,
            BulkRecommender recommender,
            BatchResults results,
            BatchSettings settings) {
        this.jobs = jobs;
        this.store = store;
        this.queries = queries;
        this.recommender = recommender;
        this.results = results;
        this.settings = settings;
    }

    /**
     * Queues a batch. The model version that answers the query now scores all its users.
     *
     * @param idempotencyKey a second request with the same key gets the batch of the first one; null for none
     * @throws JobException if the key was used for another request
     * @throws BatchException if the query asks for explanations, which a result does not contain
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     * @throws dev.palate.model.version.UnknownModelVersionException if there is no such version
     * @throws dev.palate.recommendation.query.ExplorationException if the model has no posterior to sample from
     */
    public BatchStatus submit(BatchOrder order, @Nullable String idempotencyKey) {
        RecommendationQuery query = queries.read(order.parameters());
        if (query.explain()) {
            throw BatchException.invalid("explain", "must be false or absent: a batch contains no explanations");
        }
        VersionId model = recommender
                .model(query)
                .map(served -> new VersionId(served.algorithm(), served.version()))
                .orElse(null);
        Job job =
                jobs.submit(JobRequest.of(KIND, idempotencyKey, order.content()), id -> store.insert(id, order, model));
        return get(job.id());
    }

    /**
     * @throws JobException if there is no such batch
     */
    public BatchStatus get(UUID id) {
        return statuses(List.of(jobs.get(KIND, id))).stream()
                .findFirst()
                .orElseThrow(() -> JobException.unknown(KIND, id.toString()));
    }

    /** Those of the given batches that exist, in any order. */
    public List<BatchStatus> find(Collection<UUID> ids) {
        return statuses(jobs.find(KIND, ids));
    }

    /** All batches, the newest first. */
    public Page<BatchStatus> list(PageParameters page) {
        Page<Job> found = jobs.list(KIND, null, page);
        return Page.of(statuses(found.items()), page, found.total());
    }

    /**
     * Cancels a waiting batch, or stops a running one, whose lists are deleted.
     *
     * @throws JobException if there is no such batch, or it has ended
     */
    public BatchStatus cancel(UUID id) {
        jobs.cancel(KIND, id);
        return get(id);
    }

    /**
     * Opens the result of a batch that has ended successfully.
     *
     * @throws JobException if there is no such batch
     * @throws BatchException if it has no result
     */
    public BatchResults.Opened result(UUID id) {
        Job job = jobs.get(KIND, id);
        if (job.state() != JobState.SUCCEEDED && job.state() != JobState.SUCCEEDED_WITH_WARNINGS) {
            throw BatchException.notFinished(id, job.state());
        }
        return results.open(id);
    }

    private List<BatchStatus> statuses(List<Job> found) {
        Map<UUID, StoredBatch> byId = store.find(found.stream().map(Job::id).toList()).stream()
                .collect(Collectors.toMap(StoredBatch::id, Function.identity()));
        return found.stream()
                .flatMap(job -> Stream.ofNullable(byId.get(job.id()))
                        .map(batch -> BatchStatus.of(job, batch, settings.retention())))
                .toList();
    }
}
