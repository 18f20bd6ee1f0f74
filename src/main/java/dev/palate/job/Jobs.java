package dev.palate.job;

import dev.palate.database.AfterCommit;
import dev.palate.job.Attempt.StopReason;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Submits, finds, lists and cancels jobs of any kind; uses JPA because a job has an identity and a life cycle and is read one at
 * a time or in pages.
 */
@Service
public class Jobs {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Order.desc("submittedAt"), Sort.Order.asc("id"));

    private final JobRows rows;
    private final JobQueues queues;
    private final LocalAttempts local;
    private final Clock clock;

    Jobs(JobRows rows, JobQueues queues, LocalAttempts local, Clock clock) {
        this.rows = rows;
        this.queues = queues;
        this.local = local;
        this.clock = clock;
    }

    /**
     * Queues a job in the caller's transaction, or in a new one.
     *
     * @param write writes the feature's own rows, for a new job only; an exception rolls everything back
     * @return the new job, or the first one with the same idempotency key
     * @throws JobException if the key was used for another request, or the queue is full
     */
    @Transactional
    public Job submit(JobRequest request, Consumer<UUID> write) {
        JobKind kind = request.kind();
        Optional<JobEntity> first = first(request);
        if (first.isPresent()) {
            return first.get().view();
        }
        JobQueue queue = queues.of(kind);
        int limit = queue.handler().queueLimit();
        if (limit < Integer.MAX_VALUE && count(kind, JobState.QUEUED) >= limit) {
            throw JobException.queueFull(kind, limit);
        }
        UUID id = UUID.randomUUID();
        if (rows.insert(id, kind.name(), request.idempotencyKey(), request.sha256(), clock.instant()) == 0) {
            return first(request).orElseThrow().view();
        }
        write.accept(id);
        queue.add(id);
        return get(kind, id);
    }

    /**
     * @throws JobException if there is no such job
     */
    @Transactional(readOnly = true)
    public Job get(JobKind kind, UUID id) {
        return rows.findByIdAndKind(id, kind.name())
                .orElseThrow(() -> JobException.unknown(kind, id.toString()))
                .view();
    }

    /** Those of the given jobs that exist, in any order. */
    @Transactional(readOnly = true)
    public List<Job> find(JobKind kind, Collection<UUID> ids) {
        return rows.findByKindAndIdIn(kind.name(), ids).stream()
                .map(JobEntity::view)
                .toList();
    }

    /**
     * Newest first.
     *
     * @param state only jobs in that state; null for all
     */
    @Transactional(readOnly = true)
    public Page<Job> list(JobKind kind, @Nullable JobState state, PageParameters page) {
        PageRequest request = PageRequest.of(page.page(), page.size(), NEWEST_FIRST);
        var found = state == null
                ? rows.findByKind(kind.name(), request)
                : rows.findByKindAndState(kind.name(), state, request);
        return Page.of(found.getContent(), page, found.getTotalElements()).map(JobEntity::view);
    }

    /**
     * The newest jobs that have not ended or ended after {@code since}, in the order of their submission.
     *
     * @param most how many
     */
    @Transactional(readOnly = true)
    public List<Job> current(JobKind kind, Instant since, int most) {
        List<Job> found = new ArrayList<>(rows.findCurrent(kind.name(), since, Limit.of(most)).stream()
                .map(JobEntity::view)
                .toList());
        Collections.reverse(found);
        return found;
    }

    public long count(JobKind kind, JobState state) {
        return rows.countByKindAndState(kind.name(), state);
    }

    /**
     * Ends a waiting job; tells the process that executes a running one to stop within one batch.
     *
     * @throws JobException if there is no such job, or it has ended already
     */
    @Transactional
    public Job cancel(JobKind kind, UUID id) {
        JobEntity job = rows.findLockedByIdAndKind(id, kind.name())
                .orElseThrow(() -> JobException.unknown(kind, id.toString()));
        if (job.state().isFinal()) {
            throw JobException.ended(kind, id, job.state());
        }
        job.cancel(clock.instant());
        if (job.state() == JobState.CANCELLED) {
            queues.of(kind).handler().ending(id, JobState.CANCELLED, null);
        }
        AfterCommit.run(() -> local.find(id).ifPresent(attempt -> attempt.stop(StopReason.CANCELLED)));
        return job.view();
    }

    private Optional<JobEntity> first(JobRequest request) {
        String key = request.idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        Optional<JobEntity> first =
                rows.findByKindAndIdempotencyKey(request.kind().name(), key);
        first.filter(job -> !job.isOf(request)).ifPresent(job -> {
            throw JobException.idempotencyKeyReused(request.kind(), key, job.id());
        });
        return first;
    }
}
