package dev.palate.batch;

import dev.palate.job.Attempt;
import dev.palate.job.JobHandler;
import dev.palate.job.JobKind;
import dev.palate.job.JobState;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.model.version.VersionId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Executes batches. */
@Component
class BatchHandler implements JobHandler {

    private final BatchQueries queries;
    private final ServedModels models;
    private final BatchRun.Parts parts;
    private final BatchResults results;
    private final BatchMetrics metrics;
    private final BatchSettings settings;

    BatchHandler(
            BatchQueries queries,
            ServedModels models,
            BatchRun.Parts parts,
            BatchResults results,
            BatchMetrics metrics,
            BatchSettings settings) {
        this.queries = queries;
        this.models = models;
        this.parts = parts;
        this.results = results;
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public JobKind kind() {
        return Batches.KIND;
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    @Override
    public void execute(Attempt attempt) throws Exception {
        StoredBatch batch = parts.store().find(attempt.job()).orElseThrow();
        warnOfUnknown(attempt, batch.unknown());
        BatchRun.Query query = new BatchRun.Query(queries.read(batch.parameters()), model(batch.model()));
        metrics.time(() -> run(new BatchRun(attempt, batch, query, parts)));
        results.open(attempt.job()); // computes size and SHA-256
        JobState state = batch.unknown().count() == 0 ? JobState.SUCCEEDED : JobState.SUCCEEDED_WITH_WARNINGS;
        attempt.complete(state, () -> {});
    }

    @Override
    public @Nullable String ending(UUID job, JobState state, @Nullable String failure) {
        parts.results().delete(job);
        return failure;
    }

    @Override
    public void ended(UUID job, JobState state) {
        metrics.ended(state);
    }

    private static void warnOfUnknown(Attempt attempt, StoredBatch.Unknown unknown) {
        if (unknown.count() > 0) {
            attempt.warn("%d of the requested users did not exist: unknownUsers names the first of them."
                    .formatted(unknown.count()));
        }
    }

    private Optional<ServedModel> model(@Nullable VersionId version) {
        if (version == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(models.version(version.algorithm(), version.version()));
        } catch (UnknownModelVersionException e) {
            throw BatchException.modelDeleted(version);
        }
    }

    private Void run(BatchRun run) throws Exception {
        AtomicInteger count = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(
                settings.threads(), work -> new Thread(work, "batch-worker-" + count.incrementAndGet()));
        try {
            run.run(workers, settings.threads());
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            workers.shutdown();
            workers.awaitTermination(1, TimeUnit.MINUTES);
        }
    }
}
